package dev.sluice.sql.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query that Flink was asked, as {@code src-test-data/sql/README.md} describes the files.
 *
 * @param name unique among all cases
 * @param notes the comments under its name
 * @param text views and the query, from the line behind the notes
 */
record OracleCase(String name, List<String> notes, String text) {

    private static final Path DIRECTORY = Path.of("../../src-test-data/sql");
    private static final Path README = Path.of("README.md");
    private static final String DIFFERENCES = "## Where it differs from Flink";
    private static final String HEADING = "-- case: ";
    private static final Pattern CASE = Pattern.compile("(?m)^(?=" + HEADING + ")");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) .*?;\\R", Pattern.DOTALL);
    private static final JsonMapper JSON = new JsonMapper();

    /** The cases of a file, in its order. */
    static List<OracleCase> of(String family) throws IOException {
        String file = Files.readString(DIRECTORY.resolve("cases").resolve(family + ".sql"));
        return CASE.splitAsStream(file)
                .filter(part -> part.startsWith(HEADING))
                .map(part -> of(part.lines().toList()))
                .toList();
    }

    private static OracleCase of(List<String> lines) {
        List<String> notes =
                lines.stream().skip(1).takeWhile(line -> line.startsWith("-- ")).toList();
        List<String> text = lines.subList(1 + notes.size(), lines.size());
        return new OracleCase(lines.get(0).substring(HEADING.length()), notes, String.join("\n", text));
    }

    /** The names of all files of cases that Flink answered. */
    static List<String> families() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("answers"))) {
            return files.map(file -> file.getFileName().toString().replace(".ndjson", ""))
                    .filter(family -> !family.equals("refused"))
                    .sorted()
                    .toList();
        }
    }

    /** What Flink answered to the cases of a file, by their names. */
    static Map<String, Answer> answers(String family) throws IOException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        String name = "";
        List<String> columns = List.of();
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DIRECTORY.resolve("answers").resolve(family + ".ndjson"))) {
            if (line.startsWith("{")) {
                answers.put(name, new Answer(columns, rows));
                JsonNode heading = JSON.readTree(line);
                name = heading.get("case").textValue();
                columns = new ArrayList<>();
                for (JsonNode column : heading.get("columns")) {
                    columns.add(column.get(0).textValue() + " " + column.get(1).textValue());
                }
                rows = new ArrayList<>();
            } else {
                rows.add(line);
            }
        }
        answers.put(name, new Answer(columns, rows));
        answers.remove("");
        return answers;
    }

    /** The names in the first column of the README's table of differences: of cases, or of files of cases. */
    static List<String> listedAsDifferent() throws IOException {
        return Files.readAllLines(README).stream()
                .dropWhile(line -> !line.equals(DIFFERENCES))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([^`]+)`")
                        .matcher(line.split("\\|", -1)[1])
                        .results())
                .map(name -> name.group(1))
                .toList();
    }

    /** The tables that the case names, before its text. */
    String script() throws IOException {
        return tables() + text;
    }

    /** How many lines of the script stand before the text of the case. */
    int linesOfTables() throws IOException {
        return (int) tables().lines().count();
    }

    private String tables() throws IOException {
        String all = Files.readString(DIRECTORY.resolve("tables.sql"))
                .replace(
                        "${inputs}",
                        DIRECTORY.resolve("inputs").toRealPath().toUri().toString());
        return TABLE.matcher(all)
                .results()
                .filter(table -> Pattern.compile("\\b" + table.group(1) + "\\b")
                        .matcher(text)
                        .find())
                .map(MatchResult::group)
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return name;
    }
}
