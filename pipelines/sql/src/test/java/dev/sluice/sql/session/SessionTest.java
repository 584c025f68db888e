package dev.sluice.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
