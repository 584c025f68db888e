package dev.sluice.job.table;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.TableDefinition;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./sluice table show}: the table that a job of this catalog would find. */
final class TableShow {

    private static final List<String> FORMATS = List.of("text", "json");

    private TableShow() {}

    static void run(CommandLine commandLine, PrintStream out) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        commandLine.expectOnly(List.of("catalog", "format"), mistakes);
        Catalog catalog = Catalog.in(Path.of(commandLine.given().getOrDefault("catalog", "./tables")));
        if (commandLine.rest().size() != 1) {
            mistakes.add("expected the name of a table, one of " + String.join(", ", catalog.names()) + ", found "
                    + commandLine.rest().size() + " names");
        }
        String format = commandLine.given().getOrDefault("format", "text");
        if (!FORMATS.contains(format)) {
            mistakes.add("--format: expected text or json, found '" + format + "'");
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        try {
            TableDefinition table = catalog.table(commandLine.rest().get(0));
            out.print(format.equals("json") ? table.toJson() : TableText.of(table));
        } catch (InvalidTableException e) {
            throw new MistakesException(e.mistakes());
        }
    }
}
