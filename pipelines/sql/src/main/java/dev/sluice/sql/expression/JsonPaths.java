package dev.sluice.sql.expression;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths into JSON: {@code $.a[0].b}, with {@code lax} or {@code strict} before it. A strict path has to be there. */
final class JsonPaths {

    private static final Pattern MODE =
            Pattern.compile("\\s*(strict|lax)\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final JsonProvider JSON = new JacksonJsonProvider();

    private static final Configuration STRICT = Configuration.builder()
            .jsonProvider(JSON)
            .mappingProvider(new JacksonMappingProvider())
            .build();

    private static final Configuration LAX = STRICT.addOptions(Option.SUPPRESS_EXCEPTIONS);

    private JsonPaths() {}

    /**
     * What a path leads to.
     *
     * @param value null where it leads to nothing, or to JSON's null
     * @param strict whether the path was strict, as it is where nothing is said
     * @param error why there is no answer, or null
     */
    record Found(
            @Nullable Object value,
            boolean strict,
            @Nullable String error) {

        boolean isScalar() {
            return JsonPaths.isScalar(value);
        }
    }

    static Found find(String json, String path) {
        Matcher mode = MODE.matcher(path);
        boolean said = mode.matches();
        boolean strict = !said || mode.group(1).equalsIgnoreCase("strict");
        Object document;
        try {
            document = JSON.parse(json);
        } catch (JsonPathException e) {
            return new Found(null, strict, strict ? "expected JSON, found '" + json + "'" : null);
        }
        try {
            Object value = JsonPath.using(strict ? STRICT : LAX).parse(document).read(said ? mode.group(2) : path);
            return new Found(value, strict, null);
        } catch (JsonPathException | IllegalArgumentException e) {
            return new Found(null, strict, String.valueOf(e.getMessage()));
        }
    }

    /** Whether a text is JSON, and of a kind. */
    static boolean isJson(String text, Predicate<@Nullable Object> kind) {
        try {
            return kind.test(JSON.parse(text));
        } catch (JsonPathException e) {
            return false;
        }
    }

    static String write(Object value) {
        return JSON.toJson(value);
    }

    static boolean isScalar(@Nullable Object value) {
        return !(value instanceof Collection) && !(value instanceof Map);
    }
}
