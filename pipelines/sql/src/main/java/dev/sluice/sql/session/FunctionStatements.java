package dev.sluice.sql.session;

import dev.sluice.schema.NearestName;
import dev.sluice.sql.function.FlinkOperators;
import dev.sluice.sql.function.FunctionCatalog;
import dev.sluice.sql.function.InvalidFunctionException;
import dev.sluice.sql.function.UserFunction;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Statement;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Util;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.resource.SqlResource;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.jspecify.annotations.Nullable;

/** What a script says of functions of the user's own. */
final class FunctionStatements {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern LANGUAGE = Pattern.compile("'\\s+LANGUAGE\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private final FunctionCatalog functions;

    FunctionStatements(FunctionCatalog functions) {
        this.functions = functions;
    }

    /** CREATE FUNCTION. */
    Outcome create(SqlCreateFunction create, Statement statement) throws InvalidScriptException {
        SqlParserPos place = place(create.getOperandList());
        String name = Util.last(List.of(create.getFunctionIdentifier()));
        boolean temporary = create.isTemporary() || create.isSystemFunction();
        if (!NAME.matcher(name).matches()) {
            throw invalid(place, "expected a function's name of letters, digits and '_', found '" + name + "'");
        }
        if (FlinkOperators.names().contains(name.toUpperCase(Locale.ROOT))) {
            throw invalid(
                    place, "there is a function " + name.toUpperCase(Locale.ROOT) + " already: expected another name");
        }
        if (functions.has(name, temporary) && create.isIfNotExists()) {
            return new Outcome.Done("function " + name + " is there already", List.of());
        }
        refuseOtherLanguages(create, statement);
        if (!functions.add(load(name, create), temporary)) {
            throw invalid(place, "there is another function '" + name + "': DROP it first, or say IF NOT EXISTS");
        }
        return new Outcome.Done("function " + name + " is there", List.of());
    }

    private static UserFunction load(String name, SqlCreateFunction create) throws InvalidScriptException {
        List<SqlNode> jars = create.getResourceInfos();
        if (jars.size() > 1) {
            throw invalid(
                    jars.get(1).getParserPosition(),
                    "expected one jar, which holds the class and all it needs, found another");
        }
        Path jar = jars.isEmpty() ? null : jar((SqlResource) jars.get(0));
        try {
            return UserFunction.load(
                    name, String.valueOf(create.getFunctionClassName().getValueAs(String.class)), jar);
        } catch (InvalidFunctionException e) {
            boolean inJar = jar != null && String.valueOf(e.getMessage()).contains("jar that can be read");
            throw invalid(
                    inJar
                            ? jars.get(0).getParserPosition()
                            : create.getFunctionClassName().getParserPosition(),
                    String.valueOf(e.getMessage()));
        }
    }

    /** A jar's path, which is kept: it means the same wherever a later script is run. */
    private static Path jar(SqlResource resource) throws InvalidScriptException {
        String path = String.valueOf(resource.getResourcePath().getValueAs(String.class));
        try {
            URI uri = URI.create(path);
            if (uri.getScheme() == null || uri.getScheme().equals("file")) {
                return Path.of(uri.getScheme() == null ? path : uri.getPath())
                        .toAbsolutePath()
                        .normalize();
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw invalid(
                resource.getResourcePath().getParserPosition(),
                "expected the path of a jar on this machine, found '" + path + "'");
    }

    /** The grammar keeps a language's name, but not its place. */
    private static void refuseOtherLanguages(SqlCreateFunction create, Statement statement)
            throws InvalidScriptException {
        String language = create.getFunctionLanguage();
        if (language == null || language.equalsIgnoreCase("JAVA")) {
            return;
        }
        SqlParserPos of = create.getFunctionClassName().getParserPosition();
        Matcher written = LANGUAGE.matcher(statement.text());
        SqlParserPos place = of;
        if (written.find()) {
            String between = statement.text().substring(written.start() + 1, written.start(1));
            int lines = (int) between.chars().filter(c -> c == '\n').count();
            place = new SqlParserPos(
                    of.getEndLineNum() + lines,
                    lines == 0
                            ? of.getEndColumnNum() + 1 + between.length()
                            : between.length() - between.lastIndexOf('\n'));
        }
        throw invalid(
                place,
                "functions are run here in JAVA, found " + language
                        + (language.equalsIgnoreCase("SCALA") ? ": a class that is compiled is one of JAVA's" : ""));
    }

    /** DROP FUNCTION. */
    Outcome drop(SqlDropFunction drop) throws InvalidScriptException {
        String name = Util.last(List.of(drop.getFunctionIdentifier()));
        if (!functions.drop(name, drop.isTemporary() || drop.isSystemFunction()) && !drop.getIfExists()) {
            throw invalid(
                    place(drop.getOperandList()),
                    "there is no " + (drop.isTemporary() ? "temporary " : "") + "function '" + name + "' of your own"
                            + NearestName.of(name, functions.names())
                                    .map(n -> "; did you mean " + n + "?")
                                    .orElse(""));
        }
        return new Outcome.Done("function " + name + " is dropped", List.of());
    }

    /** SHOW FUNCTIONS, and SHOW USER FUNCTIONS. */
    Outcome show(SqlShowFunctions show) throws InvalidScriptException {
        if (show.isWithLike()) {
            throw invalid(show.getParserPosition(), "SHOW FUNCTIONS LIKE is not run here: SHOW FUNCTIONS lists all");
        }
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(functions.names());
        if (!show.requireUser()) {
            names.addAll(FlinkOperators.names());
        }
        return Answers.names("function name", List.copyOf(names));
    }

    private static SqlParserPos place(List<@Nullable SqlNode> operands) {
        SqlNode name = operands.get(0);
        return name == null ? SqlParserPos.ZERO : name.getParserPosition();
    }

    private static InvalidScriptException invalid(SqlParserPos place, String message) {
        return new InvalidScriptException(List.of(Mistake.at(place, message)));
    }
}
