package dev.sluice.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.junit.jupiter.api.Test;

class FlinkOperatorsTest {

    @Test
    void functionsAreFoundWhateverTheirCase() {
        List<SqlOperator> found = new ArrayList<>();

        FlinkOperators.table()
                .lookupOperatorOverloads(
                        new SqlIdentifier("date_Format", SqlParserPos.ZERO),
                        null,
                        SqlSyntax.FUNCTION,
                        found,
                        SqlNameMatchers.withCaseSensitive(true));

        assertThat(found).extracting(SqlOperator::getName).containsExactly("DATE_FORMAT");
    }

    @Test
    void namesAreThoseOfFunctions() {
        assertThat(FlinkOperators.names())
                .contains("UPPER", "JSON_VALUE", "COUNT", "LISTAGG", "TRY_CAST", "CURRENT_TIMESTAMP")
                .allMatch(name -> name.matches("[A-Z_0-9 ]+"))
                .doesNotHaveDuplicates();
    }
}
