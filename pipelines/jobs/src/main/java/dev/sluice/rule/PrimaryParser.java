package dev.sluice.rule;

import dev.sluice.rule.Expression.Constant;
import dev.sluice.rule.Function.Check;
import dev.sluice.rule.Token.Kind;
import dev.sluice.schema.NearestName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what operators stand between: literals, fields, calls, what is in brackets. */
final class PrimaryParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Mistakes mistakes;
    private final Reads reads;

    PrimaryParser(Tokens tokens, ExpressionParser expressions, Mistakes mistakes, Reads reads) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.mistakes = mistakes;
        this.reads = reads;
    }

    /** {@code primary}, as on the package's page. */
    Expression primary() throws SyntaxException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING -> new Constant(Values.of(tokens.take().text()));
            case NUMBER -> number(tokens.take());
            case NAME -> new Expression.Field(tokens.take().text());
            case WORD -> word(token);
            case SYMBOL, END -> bracketed();
        };
    }

    private Constant number(Token token) {
        String text = token.text();
        boolean whole = text.chars().allMatch(c -> c >= '0' && c <= '9');
        Constant number = new Constant(whole ? Numbers.of(new BigInteger(text)) : Numbers.of(new BigDecimal(text)));
        if (number.constant().isMissingNode()) {
            mistakes.add(token.place(), "expected a number of up to 34 digits, found '" + text + "'");
        }
        return number;
    }

    private Expression word(Token token) throws SyntaxException {
        if (tokens.peekBehind().isSymbol("(") && !Tokens.isKeyword(token)) {
            tokens.take();
            tokens.take();
            return token.isWord("cast") ? cast() : call(token);
        }
        if (tokens.takeWord("NULL")) {
            return new Constant(Json.NODES.nullNode());
        }
        if (tokens.takeWord("TRUE")) {
            return new Constant(Values.of(true));
        }
        if (tokens.takeWord("FALSE")) {
            return new Constant(Values.of(false));
        }
        if (tokens.takeWord("CASE")) {
            return choice();
        }
        if (Tokens.isKeyword(token)) {
            throw tokens.expected("an expression");
        }
        tokens.take();
        return new Expression.Field(token.text());
    }

    private Expression bracketed() throws SyntaxException {
        if (tokens.takeSymbol("[")) {
            return new Expression.ArrayOf(expressions("]"));
        }
        if (tokens.takeSymbol("{")) {
            return object();
        }
        if (!tokens.takeSymbol("(")) {
            throw tokens.expected("an expression");
        }
        Expression of = tokens.peek().isWord("SELECT") ? nested() : expressions.expression();
        tokens.expectSymbol(")");
        return of;
    }

    /** {@code nested: SELECT list FROM path [ WHERE expression ]}: names in it are fields of the item. */
    private Expression nested() throws SyntaxException {
        tokens.expectWord("SELECT");
        Reads inner = reads.within();
        Selection selection =
                new SelectionParser(tokens, new ExpressionParser(tokens, mistakes, inner), mistakes).selection();
        tokens.expectWord("FROM");
        Expression from = expressions.path();
        Expression where = tokens.takeWord("WHERE") ? new ExpressionParser(tokens, mistakes, inner).expression() : null;
        return new Expression.Nested(selection, from, where);
    }

    /** {@code { string : expression { , string : expression } }}, the brace taken already. */
    private Expression object() throws SyntaxException {
        Map<String, Expression> fields = new LinkedHashMap<>();
        if (tokens.takeSymbol("}")) {
            return new Expression.ObjectOf(fields);
        }
        do {
            if (tokens.peek().kind() != Kind.STRING) {
                throw tokens.expected("the name of a field in quotes");
            }
            String name = tokens.take().text();
            tokens.expectSymbol(":");
            fields.put(name, expressions.expression());
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol("}");
        return new Expression.ObjectOf(fields);
    }

    /** Expressions up to the closing bracket, which is taken. */
    List<Expression> expressions(String end) throws SyntaxException {
        List<Expression> list = new ArrayList<>();
        if (tokens.takeSymbol(end)) {
            return list;
        }
        do {
            list.add(expressions.expression());
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol(end);
        return list;
    }

    /** {@code CASE expression WHEN expression THEN expression … [ ELSE expression ] END}, its first word taken. */
    private Expression choice() throws SyntaxException {
        Expression of = expressions.expression();
        List<Expression.Case.Branch> branches = new ArrayList<>();
        tokens.expectWord("WHEN");
        do {
            Expression when = expressions.expression();
            tokens.expectWord("THEN");
            branches.add(new Expression.Case.Branch(when, expressions.expression()));
        } while (tokens.takeWord("WHEN"));
        Expression otherwise = tokens.takeWord("ELSE") ? expressions.expression() : new Constant(Json.UNDEFINED);
        tokens.expectWord("END");
        return new Expression.Case(of, branches, otherwise);
    }

    /** {@code cast ( expression AS type )}, up to the bracket taken. */
    private Expression cast() throws SyntaxException {
        Expression of = expressions.expression();
        tokens.expectWord("AS");
        Token word = tokens.peek();
        Values.Type type =
                Values.Type.WORDS.get(tokens.expectName("the name of a type").toLowerCase(Locale.ROOT));
        if (type == null) {
            mistakes.add(
                    word.place(), "expected one of the types String, Int, Decimal, Double and Boolean, found " + word);
        }
        tokens.expectSymbol(")");
        return type == null ? of : new Expression.Cast(of, type);
    }

    /** {@code name ( argument { , argument } )}, up to the bracket taken. An argument may be {@code *}. */
    private Expression call(Token name) throws SyntaxException {
        boolean encoding = name.isWord("encode");
        List<Expression> arguments = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        if (!tokens.takeSymbol(")")) {
            do {
                places.add(tokens.peek().place());
                arguments.add(argument(encoding));
            } while (tokens.takeSymbol(","));
            tokens.expectSymbol(")");
        }
        Optional<Function> function = Functions.of(name.text());
        if (function.isEmpty()) {
            mistakes.add(name.place(), unknown(name.text()));
            return new Constant(Json.UNDEFINED);
        }
        check(function.get(), name, arguments, places);
        if (Functions.askTheMessage(name.text())) {
            reads.ofMessage(name);
        }
        return encoding && !arguments.isEmpty() && arguments.get(0) instanceof Expression.Payload
                ? new Expression.EncodedPayload()
                : new Expression.Call(function.get().bodies().get(), List.copyOf(arguments));
    }

    private Expression argument(boolean asBytes) throws SyntaxException {
        Token star = tokens.peek();
        if (!tokens.takeSymbol("*")) {
            return expressions.expression();
        }
        reads.ofMessage(star);
        if (!asBytes) {
            reads.payload();
        }
        return new Expression.Payload();
    }

    private void check(Function function, Token name, List<Expression> arguments, List<Place> places) {
        if (arguments.size() < function.least() || arguments.size() > function.most()) {
            mistakes.add(
                    name.place(),
                    "expected " + function.arity() + " to " + function.name() + ", found " + arguments.size());
            return;
        }
        for (Check check : function.checks()) {
            if (arguments.get(check.argument()) instanceof Constant constant
                    && constant.constant().isTextual()) {
                String mistake = check.mistake().apply(constant.constant().textValue());
                if (mistake != null) {
                    mistakes.add(places.get(check.argument()), mistake);
                }
            }
        }
    }

    private static String unknown(String name) {
        if (Functions.isKnownElsewhere(name)) {
            return "the function " + name + " is not carried out here";
        }
        List<String> known = new ArrayList<>(Functions.names());
        known.add("cast");
        return "there is no function " + name
                + NearestName.of(name, known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
    }
}
