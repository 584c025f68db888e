package dev.sluice.job.sql;

import dev.sluice.sql.script.Script;
import dev.sluice.sql.session.Completions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Statements typed at a terminal: over several lines, up to the semicolon, with history and completion. */
final class TerminalText implements TypedText {

    private static final String PROMPT = "sql> ";
    private static final String CONTINUATION = "...> ";

    private final LineReader reader;

    private TerminalText(LineReader reader) {
        this.reader = reader;
    }

    /** @param history where what was typed is kept, readable by its owner alone; null: nowhere */
    static TerminalText of(Terminal terminal, Completions completions, @Nullable Path history) throws IOException {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("sluice")
                .parser(new StatementParser())
                .completer((reader, line, candidates) -> complete(completions, line, candidates))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true);
        if (history != null) {
            makePrivate(history);
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return new TerminalText(builder.build());
    }

    private static void makePrivate(Path history) throws IOException {
        Path directory = history.toAbsolutePath().getParent();
        boolean posix = history.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (directory != null && !Files.exists(directory)) {
            Files.createDirectories(directory);
            if (posix) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!Files.exists(history)) {
            Files.createFile(history);
        }
        if (posix) {
            Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** What Ctrl-C clears is not typed; Ctrl-D ends. */
    @Override
    public @Nullable String next() {
        while (true) {
            try {
                return reader.readLine(PROMPT);
            } catch (UserInterruptException e) {
                // Another line.
            } catch (EndOfFileException e) {
                return null;
            }
        }
    }

    @Override
    public boolean canRepeat() {
        return true;
    }

    @Override
    public String name() {
        return "sql";
    }

    private static void complete(Completions completions, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        boolean quoted = before.chars().filter(c -> c == '\'').count() % 2 == 1;
        for (String word : completions.of(line.line(), line.word().substring(0, line.wordCursor()), quoted)) {
            candidates.add(new Candidate(word, word, null, null, null, null, !quoted));
        }
    }

    /** Knows where a statement ends, and which word the cursor is in. */
    private static final class StatementParser implements Parser {

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !Prompt.isWord(line) && !Script.isWhole(line)) {
                throw new EOFError(-1, -1, "the statement goes on");
            }
            int start = cursor;
            while (start > 0 && isWordPart(line.charAt(start - 1))) {
                start--;
            }
            int end = cursor;
            while (end < line.length() && isWordPart(line.charAt(end))) {
                end++;
            }
            return new Word(line, cursor, line.substring(start, end), cursor - start);
        }

        private static boolean isWordPart(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '-' || c == '.';
        }
    }

    private record Word(String line, int cursor, String word, int wordCursor) implements CompletingParsedLine {
        @Override
        public int wordIndex() {
            return 0;
        }

        /** What is completed stands as it is. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor;
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }

        @Override
        public List<String> words() {
            return new ArrayList<>(List.of(word));
        }
    }
}
