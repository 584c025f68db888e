package dev.sluice.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.function.InvalidFunctionException;
import dev.sluice.sql.function.UserFunction;
import dev.sluice.testing.CompiledJar;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFunctionTest {

    private static final RelDataType ROW = Sql.types()
            .builder()
            .add("id", SqlTypeName.INTEGER)
            .nullable(true)
            .add("name", SqlTypeName.VARCHAR, 10)
            .nullable(true)
            .add("since", SqlTypeName.DATE)
            .nullable(true)
            .build();

    /** Methods of several types. */
    public static final class Shout {
        public String eval(String text) {
            return text == null ? "nobody" : text + "!";
        }

        public long eval(long number) {
            return number * 2;
        }

        public BigDecimal eval(BigDecimal number) {
            return number.negate();
        }

        public LocalDate eval(LocalDate date, int days) {
            return date.plusDays(days);
        }

        public String eval(boolean fail) {
            if (fail) {
                throw new IllegalStateException("as asked");
            }
            return "fine";
        }
    }

    /** Without a method that could be called. */
    public static final class Mute {
        public void eval(String text) {}
    }

    @Test
    void theMethodIsCalledThatTakesTheOperands() throws Exception {
        assertThat(evaluate("shout(name)")).isEqualTo("Ada!");
        assertThat(evaluate("shout(id)")).isEqualTo(14L);
        assertThat(evaluate("shout(1.5)")).isEqualTo(new BigDecimal("-1.500000000000000000"));
        assertThat(evaluate("shout(since, 1)"))
                .isEqualTo((int) LocalDate.of(2020, 4, 17).toEpochDay());
    }

    @Test
    void aPrimitiveMakesNullOfNullAndAClassIsAsked() throws Exception {
        assertThat(evaluate("shout(CAST(NULL AS INT))")).isNull();
        assertThat(evaluate("shout(CAST(NULL AS STRING))")).isEqualTo("nobody");
    }

    @Test
    void aFunctionThatThrowsLeavesTheRowWithoutAValue() {
        assertThatThrownBy(() -> evaluate("shout(id = 7)"))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("The function shout failed: java.lang.IllegalStateException: as asked");
    }

    @Test
    void operandsThatNoMethodTakesAreRefused() {
        assertThatThrownBy(() -> evaluate("shout(name, name)")).isInstanceOf(CalciteContextException.class);
    }

    @Test
    void whatCannotBeCalledIsToldWhenItIsLoaded() {
        assertThatThrownBy(() -> UserFunction.load("mute", Mute.class.getName(), null))
                .isInstanceOf(InvalidFunctionException.class)
                .hasMessageStartingWith("expected a public method eval in " + Mute.class.getName());
        assertThatThrownBy(() -> UserFunction.load("gone", "org.example.Gone", null))
                .hasMessage("expected a class org.example.Gone on the class path");
        assertThatThrownBy(() -> UserFunction.load("gone", "org.example.Gone", Path.of("/nowhere.jar")))
                .hasMessage("expected a jar that can be read, found /nowhere.jar");
    }

    @Test
    void aJarBringsTheClass(@TempDir Path directory) throws Exception {
        Path jar = CompiledJar.of(
                directory,
                "org.example.Twice",
                "package org.example; public class Twice { public String eval(String text) { return text + text; } }");

        UserFunction twice = UserFunction.load("twice", "org.example.Twice", jar);
        RexNode call = Sql.expression("twice(name)", ROW, twice);
        Expression sent = Sql.sent(ExpressionCompiler.compile(call));

        assertThat(sent.evaluate(new Object[] {7, "Ada", 1})).isEqualTo("AdaAda");
    }

    private static Object evaluate(String expression) throws Exception {
        UserFunction shout = UserFunction.load("shout", Shout.class.getName(), null);
        Expression compiled = ExpressionCompiler.compile(Sql.expression(expression, ROW, shout));
        return Sql.sent(compiled).evaluate(new Object[] {
            7, "Ada", (int) LocalDate.of(2020, 4, 16).toEpochDay()
        });
    }
}
