package dev.sluice.sql.function;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.jspecify.annotations.Nullable;

/**
 * A function of the user's own: a class with public methods {@code eval}, of which the one is called whose parameters take the operands.
 * It may extend Flink's ScalarFunction, if that is in the jar. A method takes and gives
 *
 * <table>
 * <caption>types</caption>
 * <tr><td>BOOLEAN, numbers</td><td>the primitives, which make NULL of NULL, or their classes; BigDecimal, given as DECIMAL(38, 18)</td></tr>
 * <tr><td>STRING, BYTES</td><td>String, byte[]</td></tr>
 * <tr><td>DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ</td><td>LocalDate, LocalTime, LocalDateTime, Instant</td></tr>
 * </table>
 *
 * A worker has one instance for each place where the function is called, and calls it for one row at a time.
 */
public final class UserFunction extends SqlFunction {

    private final UserClass source;
    private final List<Method> methods;

    private UserFunction(String name, UserClass source, List<Method> methods) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                call -> result(name, methods, call),
                null,
                new OperandTest(
                        signatures(methods),
                        0,
                        -1,
                        types -> best(methods, types).isPresent()),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.source = source;
        this.methods = methods;
    }

    /**
     * The function of a class.
     *
     * @param name by which queries call it
     * @param className of a public class with a constructor without parameters
     * @param jar that holds it; null where it is on the class path
     * @throws InvalidFunctionException where there is no such class, or no method that can be called
     */
    public static UserFunction load(String name, String className, @Nullable Path jar) throws InvalidFunctionException {
        UserClass source = new UserClass(className, jar == null ? null : jar.toString());
        List<Method> methods = source.methods().stream()
                .filter(method -> method.getName().equals("eval") && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> JavaTypes.sql(method.getReturnType()) != null
                        && Arrays.stream(method.getParameterTypes()).allMatch(JavaTypes::isKnown))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
        if (methods.isEmpty()) {
            throw new InvalidFunctionException("expected a public method eval in " + className
                    + ", of types that SQL has: String, int, Long, double, BigDecimal, LocalDateTime …");
        }
        try {
            source.load().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new InvalidFunctionException(
                    "expected " + className + " to have a public constructor without parameters");
        }
        return new UserFunction(name, source, methods);
    }

    /** Where its class is. */
    public UserClass source() {
        return source;
    }

    /** The parameters of the method that takes operands of these types, and what it gives. */
    public MethodShape shape(List<RelDataType> operands) {
        Method method = best(methods, operands).orElseThrow();
        return new MethodShape(List.of(method.getParameterTypes()), method.getReturnType());
    }

    /**
     * A method eval.
     *
     * @param parameters their classes
     * @param result its class
     */
    public record MethodShape(List<Class<?>> parameters, Class<?> result) {}

    /** What it gives is not known before the rows are there. */
    @Override
    public boolean isDeterministic() {
        return false;
    }

    private static Optional<Method> best(List<Method> methods, List<RelDataType> operands) {
        return methods.stream()
                .filter(method -> distance(method, operands) >= 0)
                .min(Comparator.comparingInt(method -> distance(method, operands)));
    }

    /** How far the operands are from a method's parameters; -1 where it does not take them. */
    private static int distance(Method method, List<RelDataType> operands) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != operands.size()) {
            return -1;
        }
        int sum = 0;
        for (int i = 0; i < parameters.length; i++) {
            int distance = JavaTypes.distance(operands.get(i).getSqlTypeName(), parameters[i]);
            if (distance < 0) {
                return -1;
            }
            sum += distance;
        }
        return sum;
    }

    private static RelDataType result(String name, List<Method> methods, SqlOperatorBinding call) {
        List<RelDataType> operands = call.collectOperandTypes();
        Method method = best(methods, operands)
                .orElseThrow(() -> new IllegalArgumentException(name + " does not take " + operands));
        boolean nullFromNull = false;
        for (int i = 0; i < operands.size(); i++) {
            nullFromNull |= operands.get(i).isNullable() && method.getParameterTypes()[i].isPrimitive();
        }
        RelDataType type = JavaTypes.type(call.getTypeFactory(), method.getReturnType());
        return call.getTypeFactory()
                .createTypeWithNullability(
                        type, nullFromNull || !method.getReturnType().isPrimitive());
    }

    private static String signatures(List<Method> methods) {
        return methods.stream()
                .map(method -> Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(" or "));
    }
}
