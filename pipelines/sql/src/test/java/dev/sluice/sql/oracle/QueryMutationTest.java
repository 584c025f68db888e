package dev.sluice.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.RecordBatchCoder;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.script.CharacterMutation;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.session.Session;
import dev.sluice.sql.stream.SqlPipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is made of a good query, it is planned and has its transforms, or there are mistakes with positions; never another exception,
 * never a long wait.
 */
class QueryMutationTest {

    private static final long SEED = 20201127;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Others may be at work on this machine: what counts is this thread's own time. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final Path DIRECTORY = Path.of("../../src-test-data/sql");

    private static final List<Source> SOURCES = new ArrayList<>();
    private static final List<String> EXPRESSIONS = new ArrayList<>();

    /** A good script, in two parts: what is changed is the query, in most cases. */
    private record Source(String tables, String query) {
        String script() {
            return tables + query;
        }
    }

    @TempDir
    Path catalog;

    @BeforeAll
    static void readScripts() throws IOException {
        List<String> families = new ArrayList<>(OracleCase.families());
        families.add("refused");
        for (String family : families) {
            for (OracleCase asked : OracleCase.of(family)) {
                String tables = asked.script()
                        .substring(0, asked.script().length() - asked.text().length());
                SOURCES.add(new Source(tables, asked.text()));
            }
        }
        String notebook = Files.readString(DIRECTORY.resolve("notebook.sql"));
        String set = notebook.replace("INSERT INTO", "EXECUTE STATEMENT SET BEGIN INSERT INTO") + "END;";
        for (String text : List.of(notebook, set)) {
            int insert =
                    text.indexOf("EXECUTE STATEMENT SET") < 0 ? text.indexOf("INSERT INTO") : text.indexOf("EXECUTE");
            SOURCES.addAll(Collections.nCopies(20, new Source(text.substring(0, insert), text.substring(insert))));
        }
        StringBuilder operands = new StringBuilder("CREATE TABLE operands (");
        boolean columns = true;
        for (String line : Files.readAllLines(DIRECTORY.resolve("functions.tsv"))) {
            String[] fields = line.split("\t", -1);
            columns &= !line.equals("# Comparison");
            if (fields.length > 1 && columns) {
                operands.append(fields[0]).append(' ').append(fields[1]).append(", ");
            } else if (fields.length > 1) {
                EXPRESSIONS.add(fields[0]);
            }
        }
        operands.append(
                "WATERMARK FOR ts AS ts - INTERVAL '1' SECOND) WITH ('connector' = 'kafka', 'topic' = 'operands',"
                        + " 'properties.bootstrap.servers' = 'localhost:9092', 'format' = 'json');\n");
        for (int i = 0; i + 3 < EXPRESSIONS.size(); i += 9) {
            SOURCES.add(new Source(
                    operands.toString(),
                    "SELECT %s, %s FROM operands WHERE %s IS NOT NULL;"
                            .formatted(EXPRESSIONS.get(i), EXPRESSIONS.get(i + 1), EXPRESSIONS.get(i + 2))));
            SOURCES.add(new Source(
                    operands.toString(),
                    "SELECT MAX(%s), COUNT(*) FROM operands GROUP BY %s, TUMBLE(ts, INTERVAL '1' HOUR);"
                            .formatted(EXPRESSIONS.get(i), EXPRESSIONS.get(i + 3))));
        }
        assertThat(SOURCES).hasSizeGreaterThan(300);
        assertThat(EXPRESSIONS).hasSizeGreaterThan(1_000);
    }

    @Test
    void aMutationIsPlannedOrRefusedWithAPosition() {
        mutate(SEED, 1_500);
    }

    @Tag("long")
    @Test
    void tenThousandMutationsArePlannedOrRefusedWithPositions() {
        mutate(Long.getLong("mutations.seed", SEED * 31), Integer.getInteger("mutations", 10_000));
    }

    private void mutate(long seed, int times) {
        Random random = new Random(seed);
        TokenMutation tokens =
                new TokenMutation(SOURCES.stream().map(Source::query).toList(), EXPRESSIONS);
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, String> failures = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            Source source = SOURCES.get(random.nextInt(SOURCES.size()));
            boolean anywhere = random.nextInt(8) == 0;
            String mutated = anywhere ? source.script() : source.query();
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                mutated = random.nextInt(8) == 0 ? CharacterMutation.of(mutated, random) : tokens.of(mutated, random);
            }
            String mutation = anywhere ? mutated : source.tables() + mutated;
            long start = CPU.getCurrentThreadCpuTime();
            String outcome;
            try {
                outcome = outcome(mutation);
            } catch (Exception | AssertionError | StackOverflowError e) {
                outcome = "failed";
                failures.putIfAbsent(kind(e), e.getMessage() + "\nmutation " + i + ":\n" + mutation);
            }
            Duration taken = Duration.ofNanos(CPU.getCurrentThreadCpuTime() - start);
            if (taken.compareTo(PATIENCE) > 0) {
                failures.put("took " + taken + ", mutation " + i, mutation);
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        System.out.println("mutations of seed " + seed + ": " + outcomes);
        assertThat(failures).as("seed %d", seed).isEmpty();
        assertThat(outcomes.get("planned")).as("that tests something").isGreaterThan(times / 20);
        assertThat(outcomes.get("refused in planning"))
                .as("that tests something")
                .isGreaterThan(times / 10);
    }

    /** What was thrown, and where: mutations that fail alike are told once. */
    private static String kind(Throwable e) {
        StringBuilder kind = new StringBuilder(e.getClass().getName());
        for (int i = 0; i < Math.min(6, e.getStackTrace().length); i++) {
            kind.append("\n    at ").append(e.getStackTrace()[i]);
        }
        return kind.append('\n').toString();
    }

    private String outcome(String script) throws Exception {
        List<Statement> statements;
        try {
            statements = Script.parse(script);
        } catch (InvalidScriptException e) {
            check(e, script);
            return "refused by the grammar";
        }
        Session session = Session.in(catalog);
        try {
            for (Statement statement : statements) {
                Outcome outcome = session.execute(statement);
                if (outcome instanceof Outcome.Rows rows) {
                    translate(rows.query());
                } else if (outcome instanceof Outcome.Inserts inserts) {
                    inserts.inserts().forEach(insert -> translate(insert.query()));
                }
            }
            session.end();
            return "planned";
        } catch (InvalidScriptException e) {
            check(e, script);
            return "refused in planning";
        }
    }

    private static void translate(PlannedQuery query) {
        Pipeline pipeline = Pipeline.create();
        SqlPipeline.of(pipeline, scan -> Create.empty(RecordBatchCoder.of())).rows("rows", query);
    }

    private static void check(InvalidScriptException mistakes, String script) {
        List<String> lines = script.lines().toList();
        assertThat(mistakes.mistakes()).isNotEmpty();
        for (Mistake mistake : mistakes.mistakes()) {
            assertThat(mistake.line()).as(mistake.message()).isBetween(1, Math.max(1, lines.size() + 1));
            String line = mistake.line() <= lines.size() ? lines.get(mistake.line() - 1) : "";
            assertThat(mistake.column()).as(mistake.message()).isBetween(1, line.length() + 1);
            assertThat(mistake.message()).isNotBlank().isNotEqualTo("null");
        }
    }
}
