package dev.sluice.job.sql;

import dev.sluice.job.CommandLine;
import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.Sluice;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.MistakeReport;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements that are run as they are typed, one after the other: a query until it ends, or is cancelled. */
final class Prompt {

    private static final Logger LOG = LoggerFactory.getLogger(Prompt.class);
    private static final Set<String> ENDS = Set.of("QUIT", "EXIT");
    private static final String HELP = "HELP";

    private static final List<String> HELP_LINES = List.of(
            "A statement ends at its semicolon, and may have several lines.",
            "  CREATE TABLE, CREATE VIEW, DROP, SHOW TABLES, DESCRIBE t, EXPLAIN SELECT …, SET",
            "                       at once; tables are kept in the catalog, views until the end",
            "  SELECT …             shows rows as they come, until the stream ends or Ctrl-C; … LIMIT 10; until there are ten",
            "  INSERT INTO t …      writes rows until the stream ends or Ctrl-C",
            "  QUIT; EXIT; Ctrl-D   end; Ctrl-C clears what was typed; Tab completes");

    private final TypedText typed;
    private final Console console;
    private final Session session;
    private final Path catalog;
    private final TypedQueries queries;

    Prompt(
            CommandLine commandLine,
            SqlOptions options,
            RunnerSetup setup,
            Session session,
            TypedText typed,
            Console console) {
        this.typed = typed;
        this.console = console;
        this.session = session;
        catalog = Path.of(options.getCatalog());
        queries = new TypedQueries(commandLine, setup, console, typed.canRepeat());
    }

    /** Whether a text is a word of the prompt's own, which needs no semicolon. */
    static boolean isWord(String text) {
        String word = word(text);
        return ENDS.contains(word) || word.equals(HELP);
    }

    private static String word(String text) {
        return text.strip().replaceFirst("\\s*;$", "").toUpperCase(Locale.ROOT);
    }

    /** Cancels what runs; does nothing where nothing does. */
    void interrupt() {
        queries.cancel();
    }

    /** Runs what is typed until there is no more, and gives the exit code. */
    int run() throws Exception {
        for (@Nullable String text = typed.next(); text != null; text = typed.next()) {
            if (ENDS.contains(word(text))) {
                return 0;
            }
            int code = isWord(text) ? help() : run(text);
            if (code != 0 && !typed.canRepeat()) {
                return code;
            }
        }
        try {
            session.end();
            return 0;
        } catch (InvalidScriptException e) {
            console.print(String.valueOf(e.getMessage()));
            return 2;
        }
    }

    private int help() {
        console.print(HELP_LINES);
        return 0;
    }

    private int run(String text) {
        try {
            for (Statement statement : Script.parse(text)) {
                int code = run(session.execute(statement));
                if (code != 0) {
                    return code;
                }
            }
            return 0;
        } catch (InvalidScriptException e) {
            console.print(MistakeReport.of(typed.name(), text, e.mistakes()));
            return 2;
        } catch (MistakesException e) {
            e.mistakes().forEach(console::print);
            return 2;
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error("a statement failed: {}", text, e);
            console.print("failed: " + FailureMessage.of(e) + "\nThe log: " + Sluice.logFile());
            return 1;
        }
    }

    private int run(Outcome outcome) throws Exception {
        if (outcome instanceof Outcome.Done done) {
            ScriptRun.save(session, catalog);
            done.warnings().forEach(warning -> console.print("warning: " + warning));
            console.print(done.message());
        } else if (outcome instanceof Outcome.Answer answer) {
            Opening.print(answer, console);
        } else if (outcome instanceof Outcome.Rows rows) {
            return queries.select(rows.query(), session.lateRows(List.of(rows.query())));
        } else if (outcome instanceof Outcome.Inserts inserts) {
            List<PlannedInsert> all = new ArrayList<>(inserts.inserts());
            all.addAll(session.lateRows(
                    inserts.inserts().stream().map(PlannedInsert::query).toList()));
            return queries.insert(all);
        } else {
            console.print("waits for END");
        }
        return 0;
    }

    /** Where a user's statements are kept. */
    static Path history() {
        return Path.of(System.getProperty("user.home", "."), ".sluice", "sql-history");
    }
}
