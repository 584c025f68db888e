package dev.sluice.job.table;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.schema.NearestName;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code ./sluice table}. */
public final class TableCommand implements Command {

    private static final List<String> WORDS = List.of("validate", "show", "infer");
    private static final String USAGE = """
            usage: ./sluice table validate FILE
                   ./sluice table show NAME [--catalog=DIR] [--format=text|json]
                   ./sluice table infer --files='…'|--source=KIND … [--output=tables/NAME.json]

              validate    reads a definition, and says what was understood, or every mistake in it
              show        prints the table of this name: those in ./tables (or --catalog), then those that ship
              infer       detects columns by the first records of files or a stream; prints the definition, or writes it
                          to a file that is not there yet. Its options:
            """;

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String summary() {
        return "table definitions: validate one, show one, or infer one from records";
    }

    @Override
    public void help(PrintStream out) {
        out.println(USAGE);
        CommandLine.printHelp("./sluice table infer [--option=value …]", InferOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> words = commandLine.rest();
        String word = words.isEmpty() ? "" : words.get(0);
        CommandLine rest = new CommandLine(
                commandLine.given(),
                words.subList(Math.min(1, words.size()), words.size()),
                commandLine.bare(),
                commandLine.repeated());
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try {
            switch (word) {
                case "validate" -> TableValidate.run(rest, out);
                case "show" -> TableShow.run(rest, out);
                case "infer" -> TableInfer.run(rest, out);
                default ->
                    throw MistakesException.of("expected one of " + String.join(", ", WORDS) + ", found "
                            + (word.isEmpty() ? "nothing" : "'" + word + "'")
                            + NearestName.of(word, WORDS)
                                    .map(n -> "; did you mean " + n + "?")
                                    .orElse(""));
            }
        } finally {
            out.flush();
        }
        return 0;
    }
}
