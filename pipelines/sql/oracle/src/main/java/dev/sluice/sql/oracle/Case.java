package dev.sluice.sql.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query to be asked. A file of cases holds them one behind the other; each begins with a line {@code -- case: NAME}, and holds statements that
 * end in a semicolon at the end of a line: views, and one query at the end.
 *
 * @param name what it is called, unique among all cases
 * @param statements without their semicolons
 */
record Case(String name, List<String> statements) {

    private static final Pattern HEADING = Pattern.compile("(?m)^-- case: (.+)$");
    private static final Pattern END = Pattern.compile(";[ \\t]*(\\R|$)");

    /** The cases of a file, in its order. */
    static List<Case> read(Path file) throws IOException {
        String text = Files.readString(file);
        List<Case> cases = new ArrayList<>();
        Matcher heading = HEADING.matcher(text);
        boolean found = heading.find();
        while (found) {
            String name = heading.group(1).strip();
            int start = heading.end();
            found = heading.find();
            String body = text.substring(start, found ? heading.start() : text.length());
            cases.add(new Case(name, statements(body)));
        }
        return cases;
    }

    /** The statements of a script. */
    static List<String> statements(String script) {
        return Arrays.stream(END.split(script))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** The query, behind the views. */
    String query() {
        return statements.get(statements.size() - 1);
    }

    /** What has to be executed before the query. */
    List<String> views() {
        return statements.subList(0, statements.size() - 1);
    }
}
