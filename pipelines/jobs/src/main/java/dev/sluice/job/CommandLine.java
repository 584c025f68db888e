package dev.sluice.job;

import dev.sluice.schema.NearestName;
import java.beans.Introspector;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@code --name=value} arguments as Beam pipeline options: those of the job, and those of the runner on the class path.
 *
 * @param given the options that stand on the command line, by name; one without a value is {@code true}
 * @param rest what is no option
 * @param bare the options that stand there without a value
 * @param repeated the options that stand there more than once
 */
public record CommandLine(Map<String, String> given, List<String> rest, Set<String> bare, Set<String> repeated) {

    private static final Pattern OPTION = Pattern.compile("--([A-Za-z][A-Za-z0-9]*)(?:=(.*))?", Pattern.DOTALL);

    /** Takes arguments apart. */
    public static CommandLine parse(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        Set<String> bare = new LinkedHashSet<>();
        Set<String> repeated = new LinkedHashSet<>();
        for (String argument : arguments) {
            Matcher option = OPTION.matcher(argument);
            if (!option.matches()) {
                rest.add(argument);
                continue;
            }
            String name = option.group(1);
            String value = option.group(2);
            if (value == null) {
                bare.add(name);
            }
            if (given.put(name, value == null ? "true" : value) != null) {
                repeated.add(name);
            }
        }
        return new CommandLine(given, rest, bare, repeated);
    }

    public boolean has(String option) {
        return given.containsKey(option);
    }

    /** Whether the user asks for help. */
    public boolean asksForHelp() {
        return has("help") || rest.contains("-h");
    }

    /**
     * The options as {@code type}, those without a mistake.
     *
     * @param mistakes takes one sentence for each option that does not exist or cannot be read
     */
    public <T extends PipelineOptions> T as(Class<T> type, List<String> mistakes) {
        LibraryOptions.leaveOut();
        PipelineOptionsFactory.register(type);
        Map<String, Method> ours = properties(type);
        if (!ours.keySet().containsAll(given.keySet())) {
            LibraryOptions.register();
        }
        Map<String, Method> known = new TreeMap<>(ours);
        for (Class<? extends PipelineOptions> registered : PipelineOptionsFactory.getRegisteredOptions()) {
            properties(registered).forEach(known::putIfAbsent);
        }
        List<String> readable = new ArrayList<>();
        given.forEach((name, value) -> {
            Method property = known.get(name);
            String mistake = property == null ? unknown(name, ours, known) : mistake(name, value, property, type);
            if (mistake == null) {
                readable.add("--" + name + "=" + value);
            } else {
                mistakes.add(mistake);
            }
        });
        rest.forEach(word -> mistakes.add("expected --option=value, found '" + word + "'"));
        return PipelineOptionsFactory.fromArgs(readable.toArray(String[]::new)).as(type);
    }

    private static String unknown(String name, Map<String, Method> ours, Map<String, Method> known) {
        return "there is no option --" + name
                + NearestName.of(name, ours.keySet())
                        .or(() -> NearestName.of(name, known.keySet()))
                        .map(n -> "; did you mean --" + n + "?")
                        .orElse("; --help lists all");
    }

    private @Nullable String mistake(
            String name, String value, Method property, Class<? extends PipelineOptions> type) {
        if (repeated.contains(name)) {
            return "--" + name + " is given more than once";
        }
        if (value.isBlank()
                || (bare.contains(name)
                        && property.getReturnType() != boolean.class
                        && property.getReturnType() != Boolean.class)) {
            return "--" + name + ": expected a value, as in --" + name + "=…, found none";
        }
        if (name.equals("runner") && !Runners.none()) {
            return Runners.mistake(value).orElse(null);
        }
        try {
            PipelineOptionsFactory.fromArgs("--" + name + "=" + value).as(type);
            return null;
        } catch (IllegalArgumentException e) {
            return "--" + name + ": expected " + expected(property.getReturnType()) + ", found '" + value + "'";
        }
    }

    private static String expected(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        boolean whole = Set.of(int.class, Integer.class, long.class, Long.class).contains(type);
        return whole ? "a whole number" : "a value of type " + type.getSimpleName();
    }

    /** The value of an option that has to be there; a mistake, and empty, where it has none. */
    public Optional<String> required(String option, String expected, List<String> mistakes) {
        String value = given().get(option);
        if (value == null || value.isBlank() || bare().contains(option)) {
            mistakes.add("--" + option + " is missing: expected " + expected);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** Adds a mistake for each option that a command which takes no pipeline's options does not know. */
    public void expectOnly(List<String> options, List<String> mistakes) {
        given().keySet().stream()
                .filter(option -> !options.contains(option) && !option.equals("runner"))
                .forEach(option -> mistakes.add("there is no option --" + option
                        + NearestName.of(option, options)
                                .map(n -> "; did you mean --" + n + "?")
                                .orElse("; --help lists all")));
    }

    /** Prints the options of {@code type} that this project declares, with what they mean and their defaults. */
    public static void printHelp(String usage, Class<? extends PipelineOptions> type, PrintStream out) {
        printHelp(usage, type, Set.of(), out);
    }

    /** Prints the options of {@code type} but some. */
    public static void printHelp(
            String usage, Class<? extends PipelineOptions> type, Set<String> without, PrintStream out) {
        out.println("usage: " + usage + "\n");
        properties(type).values().stream()
                .filter(m -> m.getDeclaringClass().getName().startsWith("dev.sluice."))
                .filter(m -> !without.contains(property(m)))
                .sorted(Comparator.comparing(m -> property(m)))
                .forEach(m -> {
                    Description description = m.getAnnotation(Description.class);
                    Default.String value = m.getAnnotation(Default.String.class);
                    out.println("  --" + property(m) + (value == null ? "" : "   (default " + value.value() + ")"));
                    if (description != null) {
                        description.value().lines().forEach(line -> out.println("      " + line));
                    }
                });
        out.println(
                "\n  --runner   (default DirectRunner)\n      DirectRunner, in this process, or FlinkRunner, embedded or with --flinkMaster=host:8081 on a cluster."
                        + "\n\nEvery other option of Beam and of the runner is passed through. Example: --runner=FlinkRunner --parallelism=2");
    }

    private static Map<String, Method> properties(Class<?> type) {
        Map<String, Method> properties = new TreeMap<>();
        Arrays.stream(type.getMethods())
                .filter(m -> m.getParameterCount() == 0
                        && (m.getName().startsWith("get") || m.getName().startsWith("is")))
                .forEach(m -> properties.put(property(m), m));
        return properties;
    }

    private static String property(Method getter) {
        return Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
    }

    /** Reads a whole number from {@code least} to {@code most}; one that is allowed where it is a mistake. */
    public static long wholeNumber(String option, String text, long least, long most, List<String> mistakes) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says what was expected.
        }
        String range = least == Long.MIN_VALUE
                ? ""
                : most == Long.MAX_VALUE ? " of " + least + " or more" : " from " + least + " to " + most;
        mistakes.add("--" + option + ": expected a whole number" + range + ", found '" + text + "'");
        return Math.max(least, 1);
    }
}
