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

/** {@code ./sluice table validate}: what was understood of a file, or all that is wrong with it. */
final class TableValidate {

    private TableValidate() {}

    static void run(CommandLine commandLine, PrintStream out) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        commandLine.expectOnly(List.of(), mistakes);
        if (commandLine.rest().size() != 1) {
            mistakes.add("expected the file of a table definition, found "
                    + commandLine.rest().size() + " names");
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        try {
            for (TableDefinition table : Catalog.read(Path.of(commandLine.rest().get(0)))) {
                out.println(TableText.summary(table));
            }
        } catch (InvalidTableException e) {
            throw new MistakesException(e.mistakes());
        }
    }
}
