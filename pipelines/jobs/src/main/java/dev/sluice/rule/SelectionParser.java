package dev.sluice.rule;

import dev.sluice.rule.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind {@code SELECT}. A mistake in one item does not hide those in others. */
final class SelectionParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Mistakes mistakes;

    SelectionParser(Tokens tokens, ExpressionParser expressions, Mistakes mistakes) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.mistakes = mistakes;
    }

    /** {@code selection: VALUE ( * | expression ) | item { , item }}. */
    Selection selection() throws SyntaxException {
        if (isValue()) {
            tokens.take();
            Expression of = tokens.takeSymbol("*") ? new Expression.Payload() : expressions.expression();
            return new Selection(List.of(new Selection.Item(of, null)), true);
        }
        List<Selection.Item> items = new ArrayList<>();
        do {
            try {
                items.add(item());
            } catch (SyntaxException e) {
                tokens.skipItem();
                if (tokens.isAtEnd()) {
                    throw e; // that nothing follows would only say it again
                }
                e.addTo(mistakes);
            }
        } while (tokens.takeSymbol(","));
        return new Selection(List.copyOf(items), false);
    }

    /** Whether {@code VALUE} is the keyword, and not a field of that name. */
    private boolean isValue() {
        if (!tokens.peek().isWord("VALUE")) {
            return false;
        }
        Token next = tokens.peekBehind();
        return switch (next.kind()) {
            case STRING, NUMBER, NAME -> true;
            case WORD -> !Tokens.isKeyword(next) || isOperand(next);
            case SYMBOL -> next.isSymbol("(") || next.isSymbol("{") || next.isSymbol("[") || next.isSymbol("*");
            case END -> false;
        };
    }

    private static boolean isOperand(Token keyword) {
        return keyword.isWord("CASE")
                || keyword.isWord("NULL")
                || keyword.isWord("TRUE")
                || keyword.isWord("FALSE")
                || keyword.isWord("NOT");
    }

    /** {@code item: * | expression [ AS name { . name } ]}. */
    private Selection.Item item() throws SyntaxException {
        if (tokens.takeSymbol("*")) {
            return new Selection.Item(new Expression.Payload(), null);
        }
        Token first = tokens.peek();
        Expression of = expressions.expression();
        if (tokens.takeWord("AS")) {
            return new Selection.Item(of, alias());
        }
        if (!tokens.isAtEnd() && !isEndOfItem(tokens.peek())) {
            throw tokens.expected("an operator, AS, ',' or FROM");
        }
        return new Selection.Item(of, List.of(name(of, first)));
    }

    private static boolean isEndOfItem(Token token) {
        return token.isSymbol(",") || token.isWord("FROM") || token.isSymbol(")") || token.isSymbol(";");
    }

    private List<String> alias() throws SyntaxException {
        List<String> path = new ArrayList<>();
        do {
            path.add(
                    tokens.peek().kind() == Kind.STRING
                            ? tokens.take().text()
                            : tokens.expectName("the name of the result"));
        } while (tokens.takeSymbol("."));
        return List.copyOf(path);
    }

    private String name(Expression of, Token first) {
        @Nullable String name = of.name();
        if (name == null) {
            mistakes.add(first.place(), "expected AS and a name behind what is no field, found none");
            return "";
        }
        return name;
    }
}
