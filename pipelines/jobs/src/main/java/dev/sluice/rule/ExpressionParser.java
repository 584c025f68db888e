package dev.sluice.rule;

import dev.sluice.rule.Expression.Calculation;
import dev.sluice.rule.Expression.Comparison;
import dev.sluice.rule.Expression.Constant;
import dev.sluice.rule.Expression.Equality;
import dev.sluice.rule.Numbers.Operator;
import dev.sluice.rule.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Reads expressions, by recursive descent: one method for each level of the grammar, the loosest first; the tightest are a
 * {@link PrimaryParser}'s.
 *
 * <p>What does not go on as the grammar says is thrown; what is merely wrong (a function that does not exist) is kept, and
 * reading goes on.
 */
final class ExpressionParser {

    /** Deeper than anybody writes, and far from the end of the stack. */
    private static final int DEEPEST = 200;

    private static final Map<String, IntPredicate> COMPARISONS =
            Map.of("<", c -> c < 0, "<=", c -> c <= 0, ">", c -> c > 0, ">=", c -> c >= 0);

    private final Tokens tokens;
    private final PrimaryParser primaries;
    private final Reads reads;
    private int depth;

    /** @param reads takes what the expressions look at */
    ExpressionParser(Tokens tokens, Mistakes mistakes, Reads reads) {
        this.tokens = tokens;
        this.reads = reads;
        primaries = new PrimaryParser(tokens, this, mistakes, reads);
    }

    /** {@code expression: conjunction { OR conjunction }}. */
    Expression expression() throws SyntaxException {
        if (++depth > DEEPEST) {
            throw tokens.expected("an expression of no more than " + DEEPEST + " levels");
        }
        Expression left = conjunction();
        while (tokens.takeWord("OR")) {
            left = new Expression.Junction(true, left, conjunction());
        }
        depth--;
        return left;
    }

    /** {@code conjunction: negated { AND negated }}. */
    private Expression conjunction() throws SyntaxException {
        Expression left = negated();
        while (tokens.takeWord("AND")) {
            left = new Expression.Junction(false, left, negated());
        }
        return left;
    }

    /** {@code negated: { NOT } comparison}. */
    private Expression negated() throws SyntaxException {
        boolean not = false;
        boolean any = false;
        while (tokens.takeWord("NOT")) {
            not = !not;
            any = true;
        }
        Expression of = comparison();
        if (!any) {
            return of;
        }
        Expression once = new Expression.Not(of);
        return not ? once : new Expression.Not(once);
    }

    /** {@code comparison: sum [ ( = | <> | != | < | <= | > | >= ) sum | [ NOT ] IN list ]}. */
    private Expression comparison() throws SyntaxException {
        Expression left = sum();
        Token operator = tokens.peek();
        if (operator.kind() == Kind.SYMBOL && COMPARISONS.containsKey(operator.text())) {
            tokens.take();
            return new Comparison(COMPARISONS.get(operator.text()), left, sum());
        }
        if (tokens.takeSymbol("=")) {
            return new Equality(true, left, sum());
        }
        if (tokens.takeSymbol("<>") || tokens.takeSymbol("!=")) {
            return new Equality(false, left, sum());
        }
        if (tokens.takeWord("IN")) {
            return new Expression.Membership(left, list());
        }
        if (operator.isWord("NOT") && tokens.peekBehind().isWord("IN")) {
            tokens.take();
            tokens.take();
            return new Expression.Not(new Expression.Membership(left, list()));
        }
        return left;
    }

    /** {@code list: ( '(' expression { , expression } ')' | sum )}, the latter giving an array. */
    private Expression list() throws SyntaxException {
        if (!tokens.peek().isSymbol("(") || tokens.peekBehind().isWord("SELECT")) {
            return sum();
        }
        tokens.take();
        return new Expression.ArrayOf(primaries.expressions(")"));
    }

    /** {@code sum: product { ( + | - ) product }}. */
    private Expression sum() throws SyntaxException {
        Expression left = product();
        while (true) {
            if (tokens.takeSymbol("+")) {
                left = new Calculation(Operator.PLUS, left, product());
            } else if (tokens.takeSymbol("-")) {
                left = new Calculation(Operator.MINUS, left, product());
            } else {
                return left;
            }
        }
    }

    /** {@code product: signed { ( * | / | % ) signed }}. */
    private Expression product() throws SyntaxException {
        Expression left = signed();
        while (true) {
            if (tokens.takeSymbol("*")) {
                left = new Calculation(Operator.TIMES, left, signed());
            } else if (tokens.takeSymbol("/")) {
                left = new Calculation(Operator.BY, left, signed());
            } else if (tokens.takeSymbol("%")) {
                left = new Calculation(Operator.REMAINDER, left, signed());
            } else {
                return left;
            }
        }
    }

    /** {@code signed: { - } path}. */
    private Expression signed() throws SyntaxException {
        int signs = 0;
        while (tokens.takeSymbol("-")) {
            signs++;
        }
        Expression of = path();
        if (signs > 0 && of instanceof Constant number && number.constant().isNumber()) {
            return signs % 2 == 0 ? of : new Constant(Operator.MINUS.between(Numbers.of(0), number.constant()));
        }
        for (; signs > 0; signs--) {
            of = new Expression.Negation(of);
        }
        return of;
    }

    /** {@code path: primary { . name | '[' expression ']' }}. */
    Expression path() throws SyntaxException {
        Place place = tokens.peek().place();
        Expression of = primaries.primary();
        if (of instanceof Expression.Field field) {
            List<String> names = new ArrayList<>(List.of(field.name()));
            while (tokens.takeSymbol(".")) {
                names.add(tokens.expectName("the name of a field"));
                of = new Expression.Member(of, names.get(names.size() - 1));
            }
            reads.field(place, names);
        }
        while (true) {
            if (tokens.takeSymbol(".")) {
                of = new Expression.Member(of, tokens.expectName("the name of a field"));
            } else if (tokens.takeSymbol("[")) {
                of = new Expression.Element(of, expression());
                tokens.expectSymbol("]");
            } else {
                return of;
            }
        }
    }
}
