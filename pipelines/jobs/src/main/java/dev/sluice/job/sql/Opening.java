package dev.sluice.job.sql;

import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.stream.RowText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said before a script's job begins. */
final class Opening {

    private Opening() {}

    /** @param resuming what the job goes on from; empty where it begins */
    static void print(SqlConfig config, String resuming) {
        config.sources()
                .forEach((name, source) -> System.out.println(
                        "sql: reads " + name + " from " + source.connector().describe(source.table())));
        config.sinks()
                .forEach(sink -> System.out.println(
                        "sql: writes " + sink.insert().table().name() + " to " + sink.describe()));
        config.script().warnings().forEach(warning -> System.err.println("  warning: " + warning));
        System.out.println("  dead letters → " + config.layout().deadLetters());
        if (!config.isScratch()) {
            System.out.println("  checkpoint     " + config.layout().checkpoint());
        }
        if (!resuming.isEmpty()) {
            System.out.println("  resumes from   " + resuming);
        }
        System.out.flush();
    }

    /** What a script asked of its tables. */
    static void print(Outcome.Answer answer, Console console) {
        RowLines lines = new RowLines(
                RowLines.Format.TEXT,
                answer.header(),
                answer.header().stream().map(column -> RowText.Kind.TEXT).toList());
        if (answer.rows().isEmpty()) {
            console.print("(no " + answer.header().get(0) + "s)");
            return;
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        answer.rows().forEach(row -> rows.add(new ArrayList<@Nullable String>(row)));
        console.print(lines.table(rows));
    }
}
