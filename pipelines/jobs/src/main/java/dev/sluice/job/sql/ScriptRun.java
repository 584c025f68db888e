package dev.sluice.job.sql;

import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.MistakeReport;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a script comes to: its statements are run one after the other, and its queries gathered, to run side by side.
 *
 * @param name the script's
 * @param selects queries whose rows are shown
 * @param inserts queries whose rows go to tables
 * @param answers what it asked of tables
 * @param warnings what is said of it
 * @param settings what it SET
 */
record ScriptRun(
        String name,
        List<PlannedQuery> selects,
        List<PlannedInsert> inserts,
        List<Outcome.Answer> answers,
        List<String> warnings,
        Map<String, String> settings) {

    /**
     * Runs the statements of a script.
     *
     * @param file the script's
     * @param catalog the tables it sees
     * @throws MistakesException with every mistake, each with its line; the catalog is then as it was
     */
    static ScriptRun of(String file, Path catalog) throws MistakesException {
        String text;
        try {
            text = Files.readString(Path.of(file));
        } catch (IOException e) {
            throw MistakesException.of("--script: the file " + file + " cannot be read: " + FailureMessage.of(e));
        }
        List<PlannedQuery> selects = new ArrayList<>();
        List<PlannedInsert> inserts = new ArrayList<>();
        List<Outcome.Answer> answers = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Session session = Session.in(catalog);
        List<Mistake> mistakes = new ArrayList<>();
        try {
            for (Statement statement : Script.parse(text)) {
                try {
                    Outcome outcome = session.execute(statement);
                    if (outcome instanceof Outcome.Rows rows) {
                        selects.add(rows.query());
                    } else if (outcome instanceof Outcome.Inserts all) {
                        inserts.addAll(all.inserts());
                        all.inserts().forEach(insert -> warnings.addAll(insert.warnings()));
                    } else if (outcome instanceof Outcome.Answer answer) {
                        answers.add(answer);
                    } else if (outcome instanceof Outcome.Done done) {
                        warnings.addAll(done.warnings());
                    }
                } catch (InvalidScriptException e) {
                    mistakes.addAll(e.mistakes());
                }
            }
            session.end();
            List<PlannedInsert> late = session.lateRows(queries(selects, inserts));
            late.forEach(insert -> warnings.addAll(insert.warnings()));
            inserts.addAll(late);
        } catch (InvalidScriptException e) {
            mistakes.addAll(e.mistakes());
        }
        if (!mistakes.isEmpty()) {
            throw MistakesException.of(MistakeReport.of(file, text, mistakes));
        }
        save(session, catalog);
        return new ScriptRun(nameOf(file), selects, inserts, answers, warnings, session.settings());
    }

    private static List<PlannedQuery> queries(List<PlannedQuery> selects, List<PlannedInsert> inserts) {
        List<PlannedQuery> queries = new ArrayList<>(selects);
        inserts.forEach(insert -> queries.add(insert.query()));
        return queries;
    }

    /** One statement that was typed: a SELECT, or INSERTs. */
    static ScriptRun ofStatement(String name, List<PlannedQuery> selects, List<PlannedInsert> inserts) {
        List<String> warnings = new ArrayList<>();
        inserts.forEach(insert -> warnings.addAll(insert.warnings()));
        return new ScriptRun(name, selects, inserts, List.of(), warnings, Map.of());
    }

    static void save(Session session, Path catalog) throws MistakesException {
        try {
            session.save();
        } catch (IOException e) {
            throw MistakesException.of("--catalog: " + catalog + " cannot be written: " + FailureMessage.of(e));
        }
    }

    private static String nameOf(String file) {
        Path name = Path.of(file).getFileName();
        return name == null ? "" : name.toString().replaceFirst("\\.sql$", "");
    }
}
