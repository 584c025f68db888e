package dev.sluice.rule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions there are, by their names, case apart. */
final class Functions {

    private static final Map<String, Function> ALL = Stream.of(
                    MessageFunctions.all(),
                    TimeFunctions.all(),
                    TextFunctions.all(),
                    PatternFunctions.all(),
                    NumberFunctions.all())
            .flatMap(functions -> functions)
            .collect(Collectors.toMap(Function::name, f -> f, (a, b) -> a, TreeMap::new));

    /** Functions of AWS IoT that ask one of its services, or that its documentation leaves open. */
    private static final Set<String> NOT_CARRIED_OUT = Set.of(
            "accountid",
            "aws_lambda",
            "bitnot",
            "get_dynamodb",
            "get_mqtt_property",
            "get_registry_data",
            "get_secret",
            "get_thing_shadow",
            "machinelearning_predict",
            "principal",
            "sourceip",
            "traceid");

    /** What they give is not in the payload. */
    private static final Set<String> OF_MESSAGE = Set.of("clientid", "get_user_properties", "timestamp", "topic");

    private Functions() {}

    static Optional<Function> of(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    static boolean isKnownElsewhere(String name) {
        return NOT_CARRIED_OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a function of this name asks for more than its arguments. */
    static boolean askTheMessage(String name) {
        return OF_MESSAGE.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Their names; {@code cast} is not among them, because its argument is of its own grammar. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }
}
