package dev.sluice.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.script.InvalidScriptException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of {@code src-test-data/sql/cases} give the columns and the rows that Flink's own planner gives. */
class FlinkAnswersTest {

    static List<String> families() throws IOException {
        return OracleCase.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void queriesAnswerAsFlinkDoesButForWhatTheReadmeLists(String family) throws Exception {
        Map<String, String> differences = differences(family);

        List<String> readme = OracleCase.listedAsDifferent();
        Set<String> listed = new TreeSet<>(OracleCase.answers(family).keySet());
        listed.removeIf(name -> !readme.contains(name) && !readme.contains(family));
        assertThat(differences).containsOnlyKeys(listed);
    }

    /** What differs, by the names of cases. */
    private static Map<String, String> differences(String family) throws Exception {
        Map<String, String> differences = new TreeMap<>();
        Map<String, PlannedQuery> queries = new LinkedHashMap<>();
        for (OracleCase asked : OracleCase.of(family)) {
            try {
                queries.put(asked.name(), OurAnswers.plan(asked));
            } catch (InvalidScriptException refusal) {
                differences.put(asked.name(), "refused: " + refusal.getMessage());
            }
        }
        Map<String, Answer> expected = OracleCase.answers(family);
        OurAnswers.of(queries).forEach((name, answer) -> {
            List<String> found = Objects.requireNonNull(expected.get(name)).differences(answer);
            if (!found.isEmpty()) {
                differences.put(name, String.join("\n", found));
            }
        });
        return differences;
    }
}
