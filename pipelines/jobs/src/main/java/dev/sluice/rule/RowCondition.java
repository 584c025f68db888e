package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.format.MalformedRecordException;
import dev.sluice.mapping.Condition;
import dev.sluice.mapping.InvalidMappingException;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A condition about a row, in the language of a rule's {@code WHERE}. Columns are found in any case, the fields of structs
 * as they are written. A missing value is null; a time is its milliseconds since 1970, a date its text, bytes are base64.
 * Functions that ask the message (its topic, its arrival) are refused: a row has none.
 */
public final class RowCondition implements Condition {

    private final String expression;

    private RowCondition(String expression) {
        this.expression = expression;
    }

    /**
     * The condition that an expression states.
     *
     * @throws InvalidMappingException with every mistake, by line and column
     */
    public static RowCondition parse(String expression) throws InvalidMappingException {
        Parsed.of(expression);
        return new RowCondition(expression);
    }

    /** An expression, and what it looks at. */
    private record Parsed(Expression where, List<Reads.Path> fields) {

        static Parsed of(String text) throws InvalidMappingException {
            Mistakes mistakes = new Mistakes();
            Tokens tokens = new Tokens(Lexer.tokens(text, new Place(1, 1), mistakes));
            Reads reads = new Reads();
            Expression where = null;
            try {
                where = new ExpressionParser(tokens, mistakes, reads).expression();
                if (!tokens.isAtEnd()) {
                    throw tokens.expected("an operator or the end");
                }
            } catch (SyntaxException e) {
                e.addTo(mistakes);
            }
            for (Token token : reads.ofMessage()) {
                mistakes.add(
                        token.place(),
                        "expected what a row has, its columns; found " + token + ", which a message has");
            }
            try {
                mistakes.check();
            } catch (InvalidSqlException e) {
                throw new InvalidMappingException(e.mistakes(), e);
            }
            return new Parsed(
                    Objects.requireNonNull(where, "a text without mistakes is an expression"), reads.fields());
        }
    }

    /**
     * A column that the expression names.
     *
     * @param name as it is written there
     */
    private record Named(String name, int place, Function<Object, JsonNode> json) {}

    @Override
    public Predicate compile(List<Column> columns) throws InvalidMappingException {
        Parsed parsed = Parsed.of(expression);
        Map<String, Named> named = new LinkedHashMap<>();
        Mistakes mistakes = new Mistakes();
        for (Reads.Path path : parsed.fields()) {
            int place = place(columns, path.names().get(0));
            if (place < 0) {
                mistakes.add(path.place(), unknown("column", path.names().get(0), columns));
                continue;
            }
            checkFields(path, columns.get(place).type(), mistakes);
            String name = path.names().get(0);
            named.putIfAbsent(
                    name, new Named(name, place, RowJson.of(columns.get(place).type())));
        }
        try {
            mistakes.check();
        } catch (InvalidSqlException e) {
            throw new InvalidMappingException(e.mistakes(), e);
        }
        List<Named> used = List.copyOf(named.values());
        return values ->
                Boolean.TRUE.equals(Values.truth(parsed.where.value(Scope.of(Message.ofRow(row(used, values))))));
    }

    private static int place(List<Column> columns, String name) {
        int inOtherCase = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
            if (inOtherCase < 0 && columns.get(i).name().equalsIgnoreCase(name)) {
                inOtherCase = i;
            }
        }
        return inOtherCase;
    }

    private static void checkFields(Reads.Path path, ColumnType column, Mistakes mistakes) {
        ColumnType type = column;
        for (String name : path.names().subList(1, path.names().size())) {
            if (!(type instanceof ColumnType.Struct struct)) {
                return; // what a map or a choice holds is known when the row is there
            }
            List<Column> fields = struct.fields();
            int place = fields.stream().map(Column::name).toList().indexOf(name);
            if (place < 0) {
                mistakes.add(path.place(), unknown("field", name, fields));
                return;
            }
            type = fields.get(place).type();
        }
    }

    private static String unknown(String what, String name, List<Column> known) {
        List<String> names = new ArrayList<>();
        known.forEach(column -> names.add(column.name()));
        return "there is no " + what + " '" + name + "'"
                + NearestName.of(name, names)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(", expected one of " + String.join(", ", names));
    }

    private static ObjectNode row(List<Named> used, RowValues values) throws MalformedRecordException {
        ObjectNode row = Json.NODES.objectNode();
        for (Named column : used) {
            Object value = values.value(column.place);
            row.set(column.name, value == null ? Json.NODES.nullNode() : column.json.apply(value));
        }
        return row;
    }

    @Override
    public String toString() {
        return expression;
    }
}
