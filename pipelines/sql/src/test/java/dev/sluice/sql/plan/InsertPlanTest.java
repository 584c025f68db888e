package dev.sluice.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a query in the columns of a table. */
class InsertPlanTest {

    private static final String TABLES = """
            CREATE TABLE readings (id INT, ts TIMESTAMP(3)) WITH ('connector' = 'filesystem', 'path' = 'a', 'format' = 'json');
            CREATE TABLE lake (id INT, ts TIMESTAMP(3)) PARTITIONED BY (ts)
            WITH ('connector' = 'filesystem', 'path' = 'lake', 'format' = 'parquet');
            """;

    @TempDir
    Path catalog;

    @Test
    void aRowWithoutTheTimeThatALakeIsPartedByHasNoPlaceInIt() throws Exception {
        Expression hour = insert("INSERT INTO lake SELECT id, ts FROM readings").get(1);

        assertThat(hour.evaluate(new Object[] {7, 1_587_036_803_000_000L})).isEqualTo(1_587_036_803_000_000L);
        assertThatThrownBy(() -> hour.evaluate(new Object[] {7, null}))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("expected a value for column ts, by which the lake is parted, found NULL");
    }

    @Test
    void anInsertThatLeavesOutTheTimeThatALakeIsPartedByIsAMistake() {
        assertThatThrownBy(() -> insert("INSERT INTO lake (id) SELECT id FROM readings"))
                .isInstanceOfSatisfying(
                        InvalidScriptException.class,
                        e -> assertThat(e.mistakes()).singleElement().satisfies(mistake -> {
                            assertThat(mistake.line()).isEqualTo(4);
                            assertThat(mistake.message())
                                    .isEqualTo(
                                            "column ts of table lake says the hour of a row: expected a value for it,"
                                                    + " found none");
                        }));
    }

    /** What an INSERT computes for each column. */
    private List<Expression> insert(String statement) throws InvalidScriptException {
        Session session = Session.in(catalog);
        Outcome outcome = null;
        for (Statement each : Script.parse(TABLES + statement)) {
            outcome = session.execute(each);
        }
        Step step = ((Outcome.Inserts) Objects.requireNonNull(outcome))
                .inserts()
                .get(0)
                .query()
                .step();
        return Objects.requireNonNull(((Step.Compute) step).projections());
    }
}
