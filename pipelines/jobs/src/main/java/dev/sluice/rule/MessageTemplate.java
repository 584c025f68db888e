package dev.sluice.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with places that are filled from the message as it came: {@code devices/${topic(2)}/${client_id}}. In a place stands
 * any expression of the language. Thread-safe.
 */
public final class MessageTemplate {

    private final List<Expression> parts;

    private MessageTemplate(List<Expression> parts) {
        this.parts = parts;
    }

    /**
     * The template in this text.
     *
     * @throws InvalidSqlException with all mistakes that can be found together
     */
    public static MessageTemplate parse(String text) throws InvalidSqlException {
        Mistakes mistakes = new Mistakes();
        List<Expression> parts = new ArrayList<>();
        int at = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", at)) {
            parts.add(new Expression.Constant(Values.of(text.substring(at, start))));
            int end = end(text, start + 2);
            if (end < 0) {
                mistakes.add(new Place(1, start + 1), "expected } at the end of what begins here, found none");
                mistakes.check();
            }
            parts.add(place(text.substring(start + 2, end), start + 3, mistakes));
            at = end + 1;
        }
        parts.add(new Expression.Constant(Values.of(text.substring(at))));
        mistakes.check();
        return new MessageTemplate(List.copyOf(parts));
    }

    /** Where the brace is that ends a place: not in a string, and not one of an object. */
    private static int end(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Expression place(String expression, int column, Mistakes mistakes) {
        Tokens tokens = new Tokens(Lexer.tokens(expression, new Place(1, column), mistakes));
        try {
            Expression place = new ExpressionParser(tokens, mistakes, new Reads()).expression();
            if (!tokens.isAtEnd()) {
                throw tokens.expected("an operator or }");
            }
            return place;
        } catch (SyntaxException e) {
            e.addTo(mistakes);
            return new Expression.Constant(Json.UNDEFINED);
        }
    }

    /** Whether it has no place, so that it gives one text for all messages. */
    public boolean isConstant() {
        return parts.size() == 1;
    }

    /** The text for a message. A place that is null or undefined is filled with nothing. */
    public String fill(Message message) {
        Scope scope = Scope.of(message);
        StringBuilder filled = new StringBuilder();
        for (Expression part : parts) {
            String text = Values.text(part.value(scope));
            if (text != null) {
                filled.append(text);
            }
        }
        return filled.toString();
    }
}
