package dev.sluice.sql.expression;

import dev.sluice.sql.function.InvalidFunctionException;
import dev.sluice.sql.function.UserClass;
import dev.sluice.sql.function.UserFunction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A call of a function of the user's own, by one instance of its class, which is made where the call is first computed. */
final class UserCall implements Expression {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final UserClass source;
    private final Class<?>[] parameters;
    private final Expression[] arguments;
    private final Cast result;

    private transient @Nullable Object instance;
    private transient @Nullable Method method;

    private UserCall(String name, UserClass source, Class<?>[] parameters, Expression[] arguments, Cast result) {
        this.name = name;
        this.source = source;
        this.parameters = parameters;
        this.arguments = arguments;
        this.result = result;
    }

    static Expression of(
            UserFunction function, List<RelDataType> types, List<Expression> arguments, RelDataType result) {
        UserFunction.MethodShape shape = function.shape(types);
        Expression[] values = new Expression[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            Cast toJava = toJava(shape.parameters().get(i));
            values[i] = Strict.of(arguments.get(i), toJava::apply);
        }
        return new UserCall(
                function.getName(),
                function.source(),
                shape.parameters().toArray(Class<?>[]::new),
                values,
                fromJava(result));
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row) {
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].evaluate(row);
            if (values[i] == null && parameters[i].isPrimitive()) {
                return null;
            }
        }
        Object given = invoke(values);
        return given == null ? null : result.apply(given);
    }

    private synchronized @Nullable Object invoke(@Nullable Object[] values) {
        try {
            if (instance == null || method == null) {
                Class<?> loaded = source.load();
                method = loaded.getMethod("eval", parameters);
                instance = loaded.getConstructor().newInstance();
            }
            return method.invoke(instance, values);
        } catch (InvocationTargetException e) {
            throw new EvaluationException("The function " + name + " failed: " + e.getCause());
        } catch (InvalidFunctionException | ReflectiveOperationException e) {
            throw new IllegalStateException("the function " + name + " was there when the job was planned", e);
        }
    }

    private static Cast toJava(Class<?> parameter) {
        return switch (parameter.getSimpleName()) {
            case "byte", "Byte" -> value -> ((Number) value).byteValue();
            case "short", "Short" -> value -> ((Number) value).shortValue();
            case "int", "Integer" -> value -> ((Number) value).intValue();
            case "long", "Long" -> value -> ((Number) value).longValue();
            case "float", "Float" -> value -> ((Number) value).floatValue();
            case "double", "Double" -> value -> ((Number) value).doubleValue();
            case "BigDecimal" -> value -> Decimals.exactly((Number) value);
            case "LocalDate" -> value -> LocalDate.ofEpochDay((Integer) value);
            case "LocalTime" -> value -> LocalTime.ofNanoOfDay((long) (Integer) value * NANOS_PER_MILLI);
            case "LocalDateTime" -> value -> Micros.toLocal((Long) value);
            case "Instant" -> value -> Micros.toInstant((Long) value);
            default -> Cast.NONE;
        };
    }

    private static Cast fromJava(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case DECIMAL -> {
                int precision = type.getPrecision();
                int scale = type.getScale();
                yield value -> Decimals.fit((BigDecimal) value, precision, scale);
            }
            case DATE -> value -> (int) ((LocalDate) value).toEpochDay();
            case TIME -> value -> (int) (((LocalTime) value).toNanoOfDay() / NANOS_PER_MILLI);
            case TIMESTAMP -> value -> Micros.of((LocalDateTime) value);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> value -> Micros.of((Instant) value);
            default -> Cast.NONE;
        };
    }
}
