package dev.sluice.job.sql;

import dev.sluice.sql.script.Script;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Statements line by line, each as soon as it is whole. */
final class PipedText implements TypedText {

    private final BufferedReader lines;
    private int read;

    PipedText(BufferedReader lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable String next() throws IOException {
        StringBuilder text = new StringBuilder("\n".repeat(read));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read++;
            text.append(line).append('\n');
            String typed = text.toString();
            if (!typed.isBlank() && (Prompt.isWord(typed) || Script.isWhole(typed))) {
                return typed;
            }
        }
        String rest = text.toString();
        return rest.isBlank() ? null : rest;
    }

    @Override
    public boolean canRepeat() {
        return false;
    }

    @Override
    public String name() {
        return "stdin";
    }
}
