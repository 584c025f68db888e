package dev.sluice.sql.expression;

/** How the calls of one function become expressions. */
@FunctionalInterface
interface Translator {

    Expression translate(Call call) throws UnsupportedExpressionException;
}
