package dev.sluice.sql.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlTableOption;

/** The names of connectors, formats, and of all options that a table of them may have: those that are asked for when one is read. */
public final class OptionNames {

    private OptionNames() {}

    /** All of them, in order. */
    public static Set<String> all() {
        Set<String> names = new TreeSet<>(ConnectorOptions.ALL.keySet());
        names.addAll(FormatOptions.ALL.keySet());
        for (String connector : ConnectorOptions.ALL.keySet()) {
            for (String format : FormatOptions.ALL.keySet()) {
                Options options = options(Map.of("connector", connector, "format", format));
                var unused = TableOptions.read(options, "t", List.of());
                names.addAll(options.known());
            }
        }
        return names;
    }

    private static Options options(Map<String, String> values) {
        List<SqlNode> written = new ArrayList<>();
        values.forEach((name, value) -> written.add(new SqlTableOption(
                SqlLiteral.createCharString(name, SqlParserPos.ZERO),
                SqlLiteral.createCharString(value, SqlParserPos.ZERO),
                SqlParserPos.ZERO)));
        return new Options(
                new SqlNodeList(written, SqlParserPos.ZERO), SqlParserPos.ZERO, new ArrayList<>(), new ArrayList<>());
    }
}
