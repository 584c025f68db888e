import java.nio.file.*;
import java.time.*;
import java.util.*;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.*;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.*;
import org.apache.flink.types.Row;

/**
 * Has Flink answer the expressions of functions.tsv over the rows of columns.tsv, and writes its answers back beside them: the type, and a
 * value for each row. What Flink refuses is INVALID; where its job fails, ERROR.
 */
public class Oracle {
  static final int ROWS = 3;
  static StreamTableEnvironment env;

  public static void main(String[] a) throws Exception {
    StreamExecutionEnvironment stream = StreamExecutionEnvironment.getExecutionEnvironment();
    stream.setParallelism(1);
    env = StreamTableEnvironment.create(stream);
    env.getConfig().set("table.local-time-zone", "UTC");
    Path file = Path.of(a[0], "functions.tsv");
    tables(stream, Files.readAllLines(Path.of(a[0], "functions-oracle", "columns.tsv")));
    List<String> valid = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines) {
      String expression = line.split("\t", -1)[0];
      if (line.isBlank() || line.startsWith("#") || types.containsKey(expression)) continue;
      try {
        types.put(expression, env.sqlQuery("SELECT " + expression + " FROM t0").getResolvedSchema().getColumnDataTypes().get(0).getLogicalType().asSerializableString());
        valid.add(expression);
      } catch (Throwable e) {
        types.put(expression, "INVALID");
        System.err.println(expression + "\n    INVALID " + root(e));
      }
    }
    Map<String, List<String>> answers = new HashMap<>();
    for (int row = 0; row < ROWS; row++) run(valid, answers, row);
    StringBuilder out = new StringBuilder();
    Set<String> seen = new HashSet<>();
    for (String line : lines) {
      String expression = line.split("\t", -1)[0];
      if (line.isBlank() || line.startsWith("#")) {
        out.append(line).append('\n');
      } else if (seen.add(expression)) {
        out.append(expression).append('\t').append(types.get(expression));
        List<String> values = answers.getOrDefault(expression, List.of());
        if (new HashSet<>(values).size() == 1) values = values.subList(0, 1);
        values.forEach(v -> out.append('\t').append(v));
        out.append('\n');
      }
    }
    Files.writeString(file, out);
  }

  static void tables(StreamExecutionEnvironment stream, List<String> columns) throws Exception {
    for (int row = 0; row < ROWS; row++) {
      Schema.Builder schema = Schema.newBuilder();
      List<String> names = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (String column : columns) {
        String[] parts = column.split("\t");
        names.add(parts[0]);
        schema.column(parts[0], parts[1]);
        values.add("CAST(" + parts[2 + row] + " AS " + parts[1] + ")");
      }
      Row one;
      TableResult result = env.executeSql("SELECT " + String.join(", ", values));
      try (var rows = result.collect()) { one = rows.next(); }
      Row named = Row.withNames();
      for (int i = 0; i < names.size(); i++) named.setField(names.get(i), one.getField(i));
      var type = org.apache.flink.table.runtime.typeutils.ExternalTypeInfo.<Row>of(row(env, columns));
      env.createTemporaryView("t" + row, stream.fromCollection(List.of(named), type), schema.build());
    }
  }

  static DataType row(StreamTableEnvironment env, List<String> columns) {
    List<String> nulls = columns.stream().map(c -> c.split("\t")).map(c -> "CAST(NULL AS " + c[1] + ") AS " + c[0]).toList();
    return env.sqlQuery("SELECT " + String.join(", ", nulls)).getResolvedSchema().toPhysicalRowDataType();
  }

  static void run(List<String> lines, Map<String, List<String>> answers, int row) {
    if (lines.isEmpty()) return;
    if (lines.size() > 25) { for (int i = 0; i < lines.size(); i += 25) run(lines.subList(i, Math.min(i + 25, lines.size())), answers, row); return; }
    try {
      StringBuilder sql = new StringBuilder("SELECT ");
      for (int i = 0; i < lines.size(); i++) sql.append(i == 0 ? "" : ", ").append(lines.get(i)).append(" AS c").append(i);
      TableResult r = env.executeSql(sql.append(" FROM t").append(row).toString());
      List<DataType> types = r.getResolvedSchema().getColumnDataTypes();
      Row found;
      try (var it = r.collect()) { found = it.next(); }
      for (int i = 0; i < lines.size(); i++) answers.computeIfAbsent(lines.get(i), k -> new ArrayList<>()).add(text(found.getField(i), types.get(i).getLogicalType()));
    } catch (Throwable e) {
      if (lines.size() == 1) {
        answers.computeIfAbsent(lines.get(0), k -> new ArrayList<>()).add("ERROR");
        System.err.println(lines.get(0) + "\n    ERROR in row " + row + " " + root(e));
        return;
      }
      run(lines.subList(0, lines.size() / 2), answers, row);
      run(lines.subList(lines.size() / 2, lines.size()), answers, row);
    }
  }

  static String root(Throwable e) { while (e.getCause() != null) e = e.getCause(); return (e.getClass().getSimpleName() + ": " + e.getMessage()).replace('\n', ' '); }
  static String text(Object v, LogicalType type) {
    if (v == null) return "NULL";
    if (v instanceof String s) return quote(s);
    if (v instanceof byte[] b) return "x'" + HexFormat.of().formatHex(b) + "'";
    if (v instanceof java.math.BigDecimal d) return d.toPlainString();
    if (v instanceof Period p) return p.toTotalMonths() + " months";
    if (v instanceof Duration d) return d.toMillis() + " ms";
    if (v instanceof Object[] l) { List<String> t = new ArrayList<>(); for (Object o : l) t.add(text(o, type.getChildren().get(0))); return "[" + String.join(", ", t) + "]"; }
    if (v.getClass().isArray()) { List<String> t = new ArrayList<>(); for (int i = 0; i < java.lang.reflect.Array.getLength(v); i++) t.add(text(java.lang.reflect.Array.get(v, i), type)); return "[" + String.join(", ", t) + "]"; }
    if (v instanceof Map<?, ?> m) { List<String> t = new ArrayList<>(); m.forEach((k, x) -> t.add(text(k, type.getChildren().get(0)) + "=" + text(x, type.getChildren().get(type.getChildren().size() - 1)))); Collections.sort(t); return "{" + String.join(", ", t) + "}"; }
    if (v instanceof Row r) { List<String> t = new ArrayList<>(); for (int i = 0; i < r.getArity(); i++) t.add(text(r.getField(i), type.getChildren().get(i))); return "(" + String.join(", ", t) + ")"; }
    return v.toString();
  }
  static String quote(String s) {
    StringBuilder b = new StringBuilder("\"");
    for (char c : s.toCharArray()) {
      if (c == '"' || c == '\\') b.append('\\').append(c);
      else if (c < 32 || c == 127 || Character.isSurrogate(c) && false) b.append(String.format("\\u%04x", (int) c));
      else b.append(c);
    }
    return b.append('"').toString();
  }
}
