package dev.sluice.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {

    @TempDir
    Path catalog;

    @Test
    void aStatementSetThatIsNotOverIsAMistakeAtItsPlace() throws Exception {
        Session session = Session.in(catalog);
        session.execute(Script.parse("\n  BEGIN STATEMENT SET;").get(0));

        assertThatThrownBy(session::end)
                .isInstanceOfSatisfying(
                        InvalidScriptException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactly(new Mistake(
                                        2,
                                        19,
                                        "expected END behind BEGIN STATEMENT SET, found the end of the script")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELECT humid FROM readingz            | 1:19: there is no table or view readingz; did you mean readings?
            SELECT humid FROM elsewhere           | 1:19: there is no table or view elsewhere
            SELECT humod FROM readings            | 1:8: Column 'humod' not found in any table; did you mean humid?
            SELECT r.humod FROM readings AS r     | 1:10: Column 'humod' not found in table 'r'; did you mean humid?
            SELECT x FROM (SELECT humid FROM damp) | 1:8: Column 'x' not found in any table
            SELECT sensr FROM damp                | 1:8: Column 'sensr' not found in any table; did you mean sensor?
            SELECT UPER(sensor) FROM readings     | 1:8: there is no function UPER; did you mean UPPER?
            """)
    void aNameThatIsNotKnownIsToldWithTheNearest(String query, String mistake) throws Exception {
        Session session = Session.in(catalog);
        session.execute(
                Script.parse("CREATE TABLE readings (sensor STRING, humid DOUBLE) WITH ('connector' = 'datagen');")
                        .get(0));
        session.execute(Script.parse("CREATE VIEW damp AS SELECT * FROM readings WHERE humid > 60;")
                .get(0));

        assertThatThrownBy(() -> session.execute(Script.parse(query + ";").get(0)))
                .isInstanceOfSatisfying(
                        InvalidScriptException.class,
                        e -> assertThat(e.mistakes())
                                .extracting(m -> m.line() + ":" + m.column() + ": " + m.message())
                                .containsExactly(mistake));
    }
}
