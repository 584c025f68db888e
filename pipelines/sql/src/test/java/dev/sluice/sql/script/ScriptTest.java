package dev.sluice.sql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final Path NOTEBOOK = Path.of("../../src-test-data/sql/notebook.sql");

    @Test
    void aNotebookIsItsStatements() throws Exception {
        List<Statement> statements = Script.parse(Files.readString(NOTEBOOK));

        assertThat(statements.stream().map(s -> s.text().lines().findFirst().orElse("")))
                .containsExactly(
                        "CREATE TABLE sensor_data (",
                        "SELECT * FROM sensor_data",
                        "SELECT sensor_data.status,",
                        "CREATE TABLE sensor_state (",
                        "INSERT INTO sensor_state");
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
}
