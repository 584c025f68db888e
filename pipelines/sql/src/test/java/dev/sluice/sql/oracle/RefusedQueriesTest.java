package dev.sluice.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of {@code src-test-data/sql/cases/refused.sql} are refused before anything runs, at the place that stands there. */
class RefusedQueriesTest {

    private static final String AT = "-- at: ";

    static List<OracleCase> refused() throws IOException {
        return OracleCase.of("refused");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aQueryThatIsNotRunIsRefusedAtItsPlace(OracleCase asked) throws IOException {
        String note = asked.notes().stream()
                .filter(line -> line.startsWith(AT))
                .findFirst()
                .orElseThrow();
        String place = note.substring(AT.length(), note.indexOf(' ', AT.length()));
        String words = note.substring(AT.length() + place.length() + 1);
        int before = asked.linesOfTables();

        InvalidScriptException refusal =
                catchThrowableOfType(InvalidScriptException.class, () -> OurAnswers.plan(asked));

        assertThat(refusal).as("accepted: %s", asked.text()).isNotNull();
        Mistake mistake = refusal.mistakes().get(0);
        assertThat(mistake.line() - before + ":" + mistake.column())
                .as(mistake.message())
                .isEqualTo(place);
        assertThat(mistake.message()).contains(words);
    }
}
