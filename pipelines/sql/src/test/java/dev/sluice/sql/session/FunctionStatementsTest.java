package dev.sluice.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.testing.CompiledJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionStatementsTest {

    @TempDir
    Path directory;

    private Path jar;
    private Session session;

    @BeforeEach
    void begin() throws Exception {
        jar = CompiledJar.of(
                directory,
                "org.example.Twice",
                "package org.example; public class Twice { public String eval(String text) { return text + text; } }");
        session = Session.in(directory.resolve("tables"));
    }

    private Outcome run(String script) throws InvalidScriptException {
        Outcome last = new Outcome.Pending();
        for (Statement statement : Script.parse(script)) {
            last = session.execute(statement);
        }
        return last;
    }

    private String mistake(String script) {
        InvalidScriptException mistakes = catchThrowableOfType(InvalidScriptException.class, () -> run(script));
        assertThat(mistakes).as("a mistake in %s", script).isNotNull();
        assertThat(mistakes.mistakes()).hasSize(1);
        return mistakes.mistakes().get(0).line() + ":"
                + mistakes.mistakes().get(0).column() + ": "
                + mistakes.mistakes().get(0).message();
    }

    private List<String> shown(String script) throws InvalidScriptException {
        return ((Outcome.Answer) run(script))
                .rows().stream().map(row -> row.get(0)).toList();
    }

    private String create(String kind, String name) {
        return "CREATE " + kind + " " + name + " AS 'org.example.Twice' LANGUAGE JAVA USING JAR '" + jar + "';\n";
    }

    @Test
    void aQueryCallsAFunctionInAnyCase() throws Exception {
        run(create("FUNCTION", "twice"));

        Outcome.Rows rows = (Outcome.Rows) run("SELECT TWICE(a) AS b FROM (VALUES ('x')) AS t (a)");

        assertThat(rows.query().rowType().getFieldNames()).containsExactly("b");
        assertThat(shown("SHOW USER FUNCTIONS")).containsExactly("twice");
        assertThat(shown("SHOW FUNCTIONS")).contains("twice", "UPPER");
    }

    @Test
    void aFunctionIsKeptAsTablesAreAndATemporaryOneIsNot() throws Exception {
        run(create("FUNCTION", "twice") + create("TEMPORARY FUNCTION", "once"));
        session.save();

        session = Session.in(directory.resolve("tables"));

        assertThat(shown("SHOW USER FUNCTIONS")).containsExactly("twice");
        assertThat(run("SELECT twice('x')")).isInstanceOf(Outcome.Rows.class);
        assertThat(mistake("SELECT\n once('x')")).startsWith("2:2: there is no function once");
        assertThat(session.names()).as("a function is no table").doesNotContain("twice", "functions");
    }

    @Test
    void aDroppedFunctionIsForgotten() throws Exception {
        run(create("FUNCTION", "twice"));
        session.save();

        run("DROP FUNCTION twice");
        session.save();

        session = Session.in(directory.resolve("tables"));
        assertThat(shown("SHOW USER FUNCTIONS")).isEmpty();
        assertThat(mistake("DROP FUNCTION twise")).isEqualTo("1:15: there is no function 'twise' of your own");
        assertThat(run("DROP FUNCTION IF EXISTS twice")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theSameAgainIsFineAndAnotherIsNot() throws Exception {
        run(create("FUNCTION", "twice") + create("FUNCTION", "twice"));

        String other = "CREATE FUNCTION twice AS 'java.lang.Object'";

        assertThat(mistake(other)).startsWith("1:26: expected a public method eval in java.lang.Object");
        assertThat(mistake("CREATE FUNCTION twice AS '" + Shout.class.getName() + "'"))
                .isEqualTo("1:17: there is another function 'twice': DROP it first, or say IF NOT EXISTS");
        assertThat(run("CREATE FUNCTION IF NOT EXISTS twice AS '" + Shout.class.getName() + "'"))
                .isEqualTo(new Outcome.Done("function twice is there already", List.of()));
    }

    /** Another function. */
    public static final class Shout {
        public String eval(String text) {
            return text + "!";
        }
    }

    @Test
    void whatIsWrongStandsAtItsPlace() {
        assertThat(mistake("CREATE FUNCTION f\n  AS 'org.example.Twice' USING JAR '/nowhere.jar'"))
                .isEqualTo("2:36: expected a jar that can be read, found /nowhere.jar");
        assertThat(mistake("CREATE FUNCTION f\n  AS 'org.example.Thrice' USING JAR '" + jar + "'"))
                .isEqualTo("2:6: expected a class org.example.Thrice in " + jar);
        assertThat(mistake("CREATE FUNCTION f AS 'f.py'\n  LANGUAGE PYTHON"))
                .isEqualTo("2:12: functions are run here in JAVA, found PYTHON");
        assertThat(mistake("CREATE FUNCTION f AS 'org.example.Twice' LANGUAGE SCALA"))
                .isEqualTo(
                        "1:51: functions are run here in JAVA, found SCALA: a class that is compiled is one of JAVA's");
        assertThat(mistake("CREATE FUNCTION f AS 'org.example.Twice' USING JAR 's3://bucket/f.jar'"))
                .isEqualTo("1:52: expected the path of a jar on this machine, found 's3://bucket/f.jar'");
        assertThat(mistake("CREATE FUNCTION split_index AS 'org.example.Twice'"))
                .isEqualTo("1:17: there is a function SPLIT_INDEX already: expected another name");
    }

    @Test
    void aKeptFunctionWhoseJarIsGoneIsAMistakeWhereItIsCalled() throws Exception {
        Path kept =
                Files.createDirectories(directory.resolve("tables/functions")).resolve("gone.json");
        Files.writeString(kept, "{\"name\": \"gone\", \"class\": \"org.example.Gone\", \"jar\": \"/nowhere.jar\"}");

        assertThat(run("SELECT 1")).isInstanceOf(Outcome.Rows.class);
        assertThat(mistake("SELECT\n  gone('x')"))
                .isEqualTo("2:3: gone: expected a jar that can be read, found /nowhere.jar");
    }
}
