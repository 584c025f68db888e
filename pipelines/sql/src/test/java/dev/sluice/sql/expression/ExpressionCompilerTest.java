package dev.sluice.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

class ExpressionCompilerTest {

    private static final RelDataType ROW = Sql.types()
            .builder()
            .add("sensor_id", SqlTypeName.INTEGER)
            .nullable(true)
            .add("temperature", SqlTypeName.DOUBLE)
            .nullable(true)
            .add("status", SqlTypeName.VARCHAR, 6)
            .nullable(true)
            .build();

    @Test
    void referencesReadTheRow() throws Exception {
        assertThat(evaluate("temperature * 2 + sensor_id", 3, 1.5, "OK")).isEqualTo(6.0);
        assertThat(evaluate("temperature > 30 AND status = 'OK'", 3, 31.0, "OK"))
                .isEqualTo(true);
        assertThat(evaluate("status LIKE 'O%' OR sensor_id IS NULL", null, null, "NO"))
                .isEqualTo(true);
    }

    @Test
    void unknownIsNeitherTrueNorFalse() throws Exception {
        assertThat(evaluate("sensor_id = 1 OR temperature = 1", null, 1.0, null))
                .isEqualTo(true);
        assertThat(evaluate("sensor_id = 1 OR temperature = 1", null, 2.0, null))
                .isNull();
        assertThat(evaluate("sensor_id = 1 AND temperature = 1", null, 2.0, null))
                .isEqualTo(false);
        assertThat(evaluate("NOT (sensor_id = 1)", null, 2.0, null)).isNull();
        assertThat(evaluate("sensor_id IN (1, 2)", null, 2.0, null)).isNull();
        assertThat(evaluate("sensor_id NOT IN (1, 2)", 3, 2.0, null)).isEqualTo(true);
    }

    @Test
    void whatIsNotChosenIsNotComputed() throws Exception {
        assertThat(evaluate("CASE WHEN sensor_id = 0 THEN 0 ELSE 10 / sensor_id END", 0, null, null))
                .isEqualTo(0);
        assertThat(evaluate("CASE WHEN sensor_id = 0 THEN 1 / 0 ELSE 10 / sensor_id END", 5, null, null))
                .isEqualTo(2);
    }

    @Test
    void aRowWithoutAValueSaysWhatWasExpected() {
        assertThatThrownBy(() -> evaluate("CAST(status AS INT)", 0, null, "OK"))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("Expected text that is a INTEGER, found 'OK'");
        assertThatThrownBy(() -> evaluate("10 / sensor_id", 0, null, "OK"))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("Expected a divisor other than 0");
    }

    @Test
    void whatDoesNotCompareIsRefusedBeforeTheFirstRow() {
        assertThatThrownBy(() -> evaluate("sensor_id = status", 0, null, "OK"))
                .isInstanceOf(UnsupportedExpressionException.class)
                .hasMessage("=(INTEGER, VARCHAR(6)) is not supported: values of these types do not compare;"
                        + " CAST one of them");
    }

    @Test
    void narrowingTakesWhatFitsAndRefusesTheRest() throws Exception {
        RelDataType bigint = Sql.types().createSqlType(SqlTypeName.BIGINT);
        RelDataType integer = Sql.types().createSqlType(SqlTypeName.INTEGER);
        Expression narrow = ExpressionCompiler.narrow(row -> row[0], bigint, integer, "num");

        assertThat(narrow.evaluate(new Object[] {2147483647L})).isEqualTo(2147483647);
        assertThat(narrow.evaluate(new Object[] {null})).isNull();
        assertThatThrownBy(() -> narrow.evaluate(new Object[] {2147483648L}))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("Expected a value of INTEGER for column num, from -2147483648 to 2147483647,"
                        + " found 2147483648");
    }

    @Test
    void expressionsTravelToWorkers() throws Exception {
        Expression expression = compile("CASE WHEN status LIKE '%K' THEN CAST(temperature AS STRING) END");

        assertThat(Sql.sent(expression).evaluate(new Object[] {1, 20.5, "OK"})).isEqualTo("20.5");
    }

    @Test
    void theSessionsZoneIsWhatClocksShow() throws Exception {
        ExpressionCompiler berlin = ExpressionCompiler.in(ZoneId.of("Europe/Berlin"));

        Expression shown = berlin.expression(Sql.expression("CAST(TO_TIMESTAMP_LTZ(1587036803123, 3) AS STRING)", ROW));
        Expression formatted =
                berlin.expression(Sql.expression("DATE_FORMAT(TO_TIMESTAMP_LTZ(1587036803123, 3), 'HH:mm')", ROW));
        Expression instant =
                berlin.expression(Sql.expression("CAST(TIMESTAMP '2020-07-01 12:00:00' AS TIMESTAMP_LTZ(3))", ROW));
        Expression unix = berlin.expression(Sql.expression("FROM_UNIXTIME(0)", ROW));

        assertThat(shown.evaluate(new Object[3])).isEqualTo("2020-04-16 13:33:23.123");
        assertThat(formatted.evaluate(new Object[3])).isEqualTo("13:33");
        assertThat(instant.evaluate(new Object[3]))
                .isEqualTo(Instant.parse("2020-07-01T10:00:00Z").toEpochMilli() * 1000);
        assertThat(unix.evaluate(new Object[3])).isEqualTo("1970-01-01 01:00:00");
    }

    @Test
    void aSeedGivesTheNumbersOfJava() throws Exception {
        Expression random = compile("RAND(7)");
        Expression whole = compile("RAND_INTEGER(3, 100)");
        Random ofJava = new Random(7);

        assertThat(random.evaluate(new Object[3])).isEqualTo(ofJava.nextDouble());
        assertThat(random.evaluate(new Object[3])).isEqualTo(ofJava.nextDouble());
        assertThat(whole.evaluate(new Object[3])).isEqualTo(new Random(3).nextInt(100));
    }

    @Test
    void nowIsAskedForEachRow() throws Exception {
        Expression now = compile("CURRENT_TIMESTAMP");

        assertThat(now).isNotInstanceOf(Constant.class);
        assertThat((Long) now.evaluate(new Object[3]))
                .isBetween(0L, Instant.now().plusSeconds(1).toEpochMilli() * 1000);
    }

    @Test
    void whatIsConstantIsComputedOnce() throws Exception {
        assertThat(compile("CAST('42' AS INT) + 1")).isEqualTo(new Constant((Object) 43));
    }

    private static Object evaluate(String expression, Object... row) throws Exception {
        return compile(expression).evaluate(row);
    }

    private static Expression compile(String expression) throws Exception {
        RexNode node = Sql.expression(expression, ROW);
        return ExpressionCompiler.compile(node);
    }
}
