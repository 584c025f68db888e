package dev.sluice.sql.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All functions that are computed here, by name. */
final class Functions {

    private static final Map<String, Translator> BY_NAME = new HashMap<>();

    static {
        List.of(
                        Comparisons.FUNCTIONS,
                        Logic.FUNCTIONS,
                        Choices.FUNCTIONS,
                        Arithmetic.FUNCTIONS,
                        Casts.FUNCTIONS,
                        Patterns.FUNCTIONS,
                        NumberFunctions.FUNCTIONS,
                        TextFunctions.FUNCTIONS,
                        SearchFunctions.FUNCTIONS,
                        ByteFunctions.FUNCTIONS,
                        TimeFunctions.FUNCTIONS,
                        TimeFields.FUNCTIONS,
                        CollectionFunctions.FUNCTIONS,
                        ArrayFunctions.FUNCTIONS,
                        JsonFunctions.FUNCTIONS,
                        JsonWriting.FUNCTIONS)
                .forEach(BY_NAME::putAll);
    }

    private Functions() {}

    static Translator translator(Call call) throws UnsupportedExpressionException {
        Translator translator = BY_NAME.get(call.name());
        if (translator == null) {
            throw call.unsupported("there is no such function here");
        }
        return translator;
    }
}
