package dev.sluice.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sluice.sql.function.FlinkTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every expression of functions.tsv gives what Flink 1.19.3 gave, in type and value, for each row of columns.tsv. */
class FunctionsTest {

    private static final Path FILES = Path.of("../../src-test-data/sql");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final int ROWS = 3;
    private static final RelDataType NO_COLUMNS =
            Sql.types().builder().add("nothing", SqlTypeName.INTEGER).build();

    private static final RelDataType COLUMNS;
    private static final Object[][] VALUES;

    static {
        try {
            List<String> lines = Files.readAllLines(FILES.resolve("functions-oracle/columns.tsv"));
            RelDataTypeFactory.Builder columns = Sql.types().builder();
            VALUES = new Object[ROWS][lines.size()];
            for (int i = 0; i < lines.size(); i++) {
                String[] parts = lines.get(i).split("\t", -1);
                RelDataType type = Sql.expression("CAST(NULL AS " + parts[1] + ")", NO_COLUMNS)
                        .getType();
                columns.add(parts[0], FlinkTypes.ofColumn(Sql.types(), type));
                for (int row = 0; row < ROWS; row++) {
                    RexNode value = Sql.expression("CAST(" + parts[2 + row] + " AS " + parts[1] + ")", NO_COLUMNS);
                    VALUES[row][i] = ExpressionCompiler.compile(value).evaluate(new Object[0]);
                }
            }
            COLUMNS = columns.build();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static Stream<String> answers() throws IOException {
        return Files.readAllLines(FILES.resolve("functions.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void givesWhatFlinkGives(String line) {
        List<String> parts = List.of(line.split("\t", -1));

        List<String> answers = evaluate(parts.get(0));

        List<String> expected = expected(parts);
        assertThat(answers).hasSameSizeAs(expected);
        for (int i = 0; i < answers.size(); i++) {
            assertSame(answers.get(i), expected.get(i), answers.get(0));
        }
    }

    /** Processors differ in the last digit of a sine. */
    private static void assertSame(String answer, String expected, String type) {
        if (type.startsWith("DOUBLE")
                && !answer.equals(expected)
                && NUMBER.matcher(expected).matches()) {
            assertThat(Double.parseDouble(answer)).isCloseTo(Double.parseDouble(expected), withPercentage(1e-10));
        } else {
            assertThat(answer).isEqualTo(expected);
        }
    }

    /** What Flink's planner lets through and its generator of code refuses is refused here like the rest. */
    private static List<String> expected(List<String> parts) {
        return parts.size() == 3
                        && parts.get(2).equals("ERROR")
                        && evaluate(parts.get(0)).size() == 1
                ? List.of("INVALID")
                : parts.subList(1, parts.size());
    }

    /** The type and the values, or INVALID. */
    private static List<String> evaluate(String expression) {
        RexNode node;
        Expression compiled;
        try {
            node = Sql.expression(expression, COLUMNS);
            compiled = Sql.sent(ExpressionCompiler.compile(node));
        } catch (SqlParseException | CalciteContextException | UnsupportedExpressionException refused) {
            return List.of("INVALID");
        }
        List<String> values = new ArrayList<>();
        for (Object[] row : VALUES) {
            try {
                values.add(Answers.value(compiled.evaluate(row), node.getType()));
            } catch (EvaluationException e) {
                values.add("ERROR");
            }
        }
        boolean same = values.stream().distinct().count() == 1;
        List<String> answers = new ArrayList<>(List.of(Answers.type(node.getType())));
        answers.addAll(same ? values.subList(0, 1) : values);
        return answers;
    }
}
