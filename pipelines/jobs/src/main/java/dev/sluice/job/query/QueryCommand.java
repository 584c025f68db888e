package dev.sluice.job.query;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.query.Lake;
import dev.sluice.query.OutputFormat;
import dev.sluice.query.QueryException;
import dev.sluice.query.QueryResult;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./sluice query}: SQL over a lake. */
public final class QueryCommand implements Command {

    private static final List<String> OPTIONS = List.of("lake", "format");
    private static final String USAGE = """
            usage: ./sluice query --lake=DIR [--format=text|json|csv] "SELECT …"

              --lake      the lake's directory; it is the table lake, and a table of its own name
              --format    text (aligned, default), json or csv""";

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String summary() {
        return "SQL over the lake";
    }

    @Override
    public void help(PrintStream out) {
        out.println(USAGE);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        commandLine.expectOnly(OPTIONS, mistakes);
        String directory =
                commandLine.required("lake", "a lake's directory", mistakes).orElse(null);
        if (commandLine.rest().size() != 1) {
            mistakes.add("expected one SQL query, in quotes, found "
                    + commandLine.rest().size());
        }
        OutputFormat format = OutputFormat.TEXT;
        try {
            format = OutputFormat.of(commandLine.given().getOrDefault("format", "text"));
        } catch (IllegalArgumentException e) {
            mistakes.add("--format: " + e.getMessage());
        }
        if (!mistakes.isEmpty() || directory == null) {
            throw new MistakesException(mistakes);
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (Lake lake = Lake.open(Path.of(directory));
                QueryResult result = lake.query(commandLine.rest().get(0))) {
            result.printTo(out, format);
        } catch (QueryException e) {
            throw MistakesException.of(String.valueOf(e.getMessage()));
        } finally {
            out.flush();
        }
        return 0;
    }
}
