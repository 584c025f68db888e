package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.rule.Token.Kind;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statement of a rule: which messages, and what becomes of one. Compiled once; what it does for a message fails
 * never, except where {@link #output} says so. Thread-safe.
 */
public final class RuleSql {

    private final String topicFilter;
    private final Selection selection;
    private final boolean needsJson;
    private final @Nullable Expression where;

    private RuleSql(String topicFilter, Selection selection, boolean needsJson, @Nullable Expression where) {
        this.topicFilter = topicFilter;
        this.selection = selection;
        this.needsJson = needsJson;
        this.where = where;
    }

    /**
     * The statement in this text.
     *
     * @throws InvalidSqlException with all mistakes that can be found together
     */
    public static RuleSql parse(String text) throws InvalidSqlException {
        Mistakes mistakes = new Mistakes();
        Tokens tokens = new Tokens(Lexer.tokens(text, new Place(1, 1), mistakes));
        RuleSql sql = null;
        try {
            sql = statement(tokens, mistakes);
        } catch (SyntaxException e) {
            e.addTo(mistakes);
        }
        mistakes.check();
        return Objects.requireNonNull(sql, "a text without mistakes is a statement");
    }

    /** {@code statement: SELECT selection FROM string [ WHERE expression ] [ ; ]}. */
    private static RuleSql statement(Tokens tokens, Mistakes mistakes) throws SyntaxException {
        tokens.expectWord("SELECT");
        Reads reads = new Reads();
        ExpressionParser expressions = new ExpressionParser(tokens, mistakes, reads);
        Selection selection = new SelectionParser(tokens, expressions, mistakes).selection();
        tokens.expectWord("FROM");
        Token filter = tokens.peek();
        if (filter.kind() != Kind.STRING) {
            throw tokens.expected("a topic filter in quotes, such as 'streaming-data/#'");
        }
        tokens.take();
        checkFilter(filter, mistakes);
        Expression where =
                tokens.takeWord("WHERE") ? new ExpressionParser(tokens, mistakes, new Reads()).expression() : null;
        tokens.takeSymbol(";");
        if (!tokens.isAtEnd()) {
            throw tokens.expected(where == null ? "WHERE or the end" : "an operator or the end");
        }
        boolean needsJson = reads.needsJson() || selection.takesAllFields();
        return new RuleSql(filter.text(), selection, needsJson, where);
    }

    /** A wildcard stands alone in its level, and {@code #} in the last one (MQTT 5, 4.7.1). */
    private static void checkFilter(Token filter, Mistakes mistakes) {
        String[] levels = filter.text().split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean alone = level.length() == 1;
            if ((level.contains("#") && !(alone && i == levels.length - 1)) || (level.contains("+") && !alone)) {
                mistakes.add(
                        filter.place(),
                        "expected a topic filter, with + for a whole level and # for all levels at its end, found '"
                                + filter.text() + "'");
                return;
            }
        }
        if (filter.text().isEmpty()) {
            mistakes.add(filter.place(), "expected a topic filter, found an empty one");
        }
    }

    /** Which messages the rule is for, by their topic. */
    public String topicFilter() {
        return topicFilter;
    }

    /** Whether {@code WHERE} is true of a message; so it is without one. It sees the message, not what is selected. */
    public boolean selects(Message message) {
        return where == null || Boolean.TRUE.equals(Values.truth(where.value(Scope.of(message))));
    }

    /**
     * What {@code SELECT} makes of a message: JSON, or with {@code SELECT *} alone the payload itself, whatever it is. A
     * value that is undefined gives no bytes.
     *
     * @throws PayloadException where the payload is not the JSON that {@code SELECT} asks for
     */
    public byte[] output(Message message) throws PayloadException {
        if (selection.isPayload()) {
            return message.payload();
        }
        if (needsJson) {
            check(message);
        }
        return Json.bytes(selection.value(Scope.of(message)));
    }

    private void check(Message message) throws PayloadException {
        JsonNode json = message.json();
        if (json.isMissingNode()) {
            throw new PayloadException("SELECT names fields: expected a payload in JSON, found "
                    + message.payload().length + " bytes that are none");
        }
        if (!json.isObject() && selection.takesAllFields()) {
            throw new PayloadException("SELECT takes all fields and more: expected a JSON object, found "
                    + json.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }
}
