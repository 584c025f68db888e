package dev.sluice.sql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final Path NOTEBOOK = Path.of("../../src-test-data/sql/notebook.sql");

    @Test
    void aNotebookIsItsStatements() throws Exception {
        assertThat(Script.parse(Files.readString(NOTEBOOK)))
                .extracting(s -> s.text().lines().findFirst().orElse(""))
                .containsExactly(
                        "CREATE TABLE sensor_data (",
                        "SELECT * FROM sensor_data",
                        "SELECT sensor_data.status,",
                        "CREATE TABLE sensor_state (",
                        "INSERT INTO sensor_state");
    }

    @Test
    void theSameParagraphsWithoutTheirMarksAreTheSameStatements() throws Exception {
        String marked = Files.readString(NOTEBOOK);

        assertThat(texts(marked.replaceAll("(?m)^%.*$", ""))).isEqualTo(texts(marked));
    }

    @Test
    void positionsAreThoseOfTheScript() throws Exception {
        List<Statement> statements =
                Script.parse("SELECT 1;  SELECT 2;\n\n  CREATE TABLE t (\n\ta INT,\r\n    b INT);");

        SqlCreateTable table = (SqlCreateTable) statements.get(2).node();
        assertThat(statements.get(1).node().getParserPosition()).hasToString("line 1, column 12");
        assertThat(table.getColumnList())
                .extracting(
                        c -> ((SqlTableColumn) c).getName().getParserPosition().toString())
                .containsExactly("line 4, column 2", "line 5, column 5");
    }

    @Test
    void semicolonsInQuotesCommentsAndNamesPartNothing() throws Exception {
        assertThat(texts("""
                                SELECT 'a;b', 'it''s;', `c;d` FROM t; -- no; not here
                                /* nor; here */ SELECT 2 // nor; here
                                ;; SELECT '/*;' , '--;'"""))
                .containsExactly("SELECT 'a;b', 'it''s;', `c;d` FROM t", "SELECT 2", "SELECT '/*;' , '--;'");
    }

    @Test
    void aScriptWithoutStatementsHasNone() throws Exception {
        assertThat(texts("")).isEmpty();
        assertThat(texts(" \n;; -- nothing\n%flink.ssql\n\n%md\n# Sensors\n")).isEmpty();
    }

    @Test
    void aBlankLineEndsAStatementWhereTheSemicolonWasForgotten() throws Exception {
        assertThat(
                        texts(
                                "CREATE TABLE a (b INT)\n  \nSHOW TABLES\n\n-- the rest\nINSERT INTO a\n\nSELECT 1\n\nSELECT 2"))
                .containsExactly("CREATE TABLE a (b INT)", "SHOW TABLES", "INSERT INTO a\n\nSELECT 1", "SELECT 2");
    }

    @Test
    void aBlankLineInsideAStatementEndsNothing() throws Exception {
        assertThat(texts("""
                                CREATE TABLE a (

                                  b INT
                                )

                                WITH ('connector' = 'print');
                                INSERT INTO a

                                SELECT 1

                                UNION ALL

                                SELECT 2;
                                WITH x AS (

                                  SELECT 1)

                                SELECT * FROM x""")).hasSize(3);
    }

    @Test
    void withoutABlankLineAForgottenSemicolonIsAMistake() {
        assertThat(mistakes("SHOW TABLES\nSELECT 1"))
                .containsExactly("2:1: 'SELECT' cannot stand here; is a ; missing before it?");
    }

    @Test
    void aSetOfStatementsIsOne() throws Exception {
        assertThat(texts("""
                                EXECUTE STATEMENT SET
                                BEGIN
                                  INSERT INTO a SELECT CASE WHEN x THEN 1 ELSE 2 END FROM t;

                                  INSERT INTO b SELECT x FROM t WHERE y = CASE WHEN x THEN 1 END;
                                END;
                                EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO a SELECT 2; END;
                                BEGIN STATEMENT SET;
                                INSERT INTO a SELECT 1;
                                END;
                                """))
                .extracting(text -> text.replaceFirst("(?s)\\W.*", ""))
                .containsExactly("EXECUTE", "EXPLAIN", "BEGIN", "INSERT", "END");
    }

    @Test
    void aMarkMayHaveAttributesAndTheStatementBehindIt() throws Exception {
        assertThat(texts("""
                                  %flink.ssql(type=single, parallelism=2, template=<h1>{1}</h1>) SELECT 1
                                %md The *mean*; it's not a `mark
                                %flink.ssql
                                SELECT 5
                                %3 AS two""")).containsExactly("SELECT 1", "SELECT 5\n%3 AS two");
    }

    @Test
    void aParagraphOfAnotherInterpreterIsRefusedByName() {
        assertThat(
                        mistakes(
                                "%flink.ssql\nSELECT 1;\n%flink.pyflink\nprint('x')\n  %flink\nval x = 1\n%flink.bsql\nSELECT 1"))
                .containsExactly(
                        "3:1: expected a paragraph of %flink.ssql or %md, found %flink.pyflink: only streaming SQL is run"
                                + " here",
                        "5:3: expected a paragraph of %flink.ssql or %md, found %flink: only streaming SQL is run here",
                        "7:1: expected a paragraph of %flink.ssql or %md, found %flink.bsql: only streaming SQL is run"
                                + " here");
    }

    @Test
    void everyStatementReportsItsOwnMistake() {
        assertThat(mistakes("SELEC 1;\nSELECT 1;\n  SELECT * FORM t;\nSELECT 'x"))
                .containsExactly(
                        "1:1: expected a statement, found 'SELEC'; did you mean SELECT?",
                        "3:17: 't' cannot stand here; did you mean FROM instead of 'FORM'?",
                        "4:8: expected ' at the end of this quoted text, found none");
    }

    @Test
    void aQuoteThatIsNotClosedEndsWithItsParagraph() {
        assertThat(mistakes("SELECT 1; SELECT 'x\n%flink.ssql(type=update)\nSELECT 2 FROM; SELECT `a"))
                .containsExactly(
                        "1:18: expected ' at the end of this quoted text, found none",
                        "3:14: the statement ends too early; expected (, LATERAL, TABLE, UNNEST or a name",
                        "3:23: expected ` at the end of this quoted text, found none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT count FROM t | 1:8: 'count' cannot stand here: it is a word of SQL; as a name it has to stand in"
                        + " backticks, `count`",
                "CREATE TABLE t (timestamp INT) | 1:17: 'timestamp' cannot stand here: it is a word of SQL; as a name it"
                        + " has to stand in backticks, `timestamp`",
                "DROP TABLES t | 1:6: 'TABLES' cannot stand here; did you mean TABLE?",
                "SELECT * FROM t GROUP a | 1:23: 'a' cannot stand here; expected BY",
                "SELECT \"a\" | 1:8: '\"' cannot stand here: text stands in ' quotes, a name in backticks",
                "SELECT # FROM t | 1:8: '#' begins nothing that SQL knows",
                "SET a = b | 1:5: 'a' cannot stand here; expected a text in quotes or the end",
                "SELECT DATE '2020-13-13' | 1:8: Illegal DATE literal '2020-13-13': not in format 'yyyy-MM-dd'",
                "SELECT 1 /* and so on | 1:10: expected */ at the end of this comment, found none",
                "CREATE TABLE t (a INT | 1:22: the statement ends too early",
            })
    void aMistakeSaysWhatWasExpectedAndFound(String script, String mistake) {
        assertThat(mistakes(script)).containsExactly(mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE t SET a = 1 | UPDATE is not run here: what is in a stream stays; write what should be there with"
                        + " INSERT INTO",
                "ALTER TABLE t RENAME TO b | ALTER TABLE is not run here: DROP what is there, then CREATE it anew",
                "USE CATALOG x | USE CATALOG is not run here: there is one catalog, the directory that --catalog names",
                "LOAD MODULE x | LOAD MODULE is not run here: all functions there are stand in the documentation",
                "SHOW JOBS | SHOW JOBS is not run here",
            })
    void whatIsNotRunHereIsRefused(String script, String message) {
        assertThat(mistakes(script)).containsExactly("1:1: " + message);
    }

    @Test
    void whatIsNestedTooDeeplyIsAMistake() {
        assertThat(mistakes("SELECT 1; SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)))
                .containsExactly("1:11: this statement is nested too deeply to be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT '온도'", "SELECT '\uD83D\uDE00' AS `größe`", "CREATE TABLE größe (`온도` INT)"})
    void textAndNamesAreUnicode(String script) throws Exception {
        assertThat(Script.parse("\uFEFF" + script)).hasSize(1);
    }

    private static List<String> texts(String script) throws InvalidScriptException {
        return Script.parse(script).stream().map(Statement::text).toList();
    }

    /** Each mistake as {@code line:column: message}. */
    private static List<String> mistakes(String script) {
        try {
            Script.parse(script);
            return List.of();
        } catch (InvalidScriptException e) {
            return e.mistakes().stream()
                    .map(m -> m.line() + ":" + m.column() + ": " + m.message())
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT a FROM t;                                        | true",
                "SELECT a FROM t                                         | false",
                "SELECT a FROM t; SELECT b                               | false",
                "SELECT ';                                               | false",
                "SELECT ';' FROM t                                       | false",
                "SELECT a /* ;                                           | false",
                "SELECT a FROM t; -- so                                  | true",
                "-- nothing; but words                                   | true",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1;     | false",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; END; | true",
                "%flink.ssql(type=update)                                | true",
                "%python                                                 | true",
            })
    void whatIsTypedIsWholeAtItsSemicolon(String text, boolean whole) {
        assertThat(Script.isWhole(text)).isEqualTo(whole);
    }
}
