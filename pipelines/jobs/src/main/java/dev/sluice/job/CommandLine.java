package dev.sluice.job;

import dev.sluice.schema.NearestName;
import java.beans.Introspector;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * {@code --name=value} arguments as Beam pipeline options: those of the job, and those of the runner on the class path.
 *
 * @param given the options that stand on the command line, by name
 */
public record CommandLine(Map<String, String> given, List<String> rest) {

    private static final Pattern OPTION = Pattern.compile("--([A-Za-z][A-Za-z0-9]*)(?:=(.*))?", Pattern.DOTALL);

    /** Takes arguments apart; {@code rest} is what is no option. */
    public static CommandLine parse(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (String argument : arguments) {
            Matcher option = OPTION.matcher(argument);
            if (option.matches()) {
                given.put(option.group(1), option.group(2) == null ? "true" : option.group(2));
            } else {
                rest.add(argument);
            }
        }
        return new CommandLine(given, rest);
    }

    public boolean has(String option) {
        return given.containsKey(option);
    }

    /** Whether the user asks for help. */
    public boolean asksForHelp() {
        return has("help") || rest.contains("-h");
    }

    /**
     * The options as {@code type}.
     *
     * @param mistakes takes one sentence for each option that does not exist or cannot be read
     */
    public <T extends PipelineOptions> T as(Class<T> type, List<String> mistakes) {
        PipelineOptionsFactory.register(type);
        TreeSet<String> known = new TreeSet<>();
        TreeSet<String> ours = new TreeSet<>(properties(type).keySet());
        for (Class<? extends PipelineOptions> registered : PipelineOptionsFactory.getRegisteredOptions()) {
            known.addAll(properties(registered).keySet());
        }
        List<String> readable = new ArrayList<>();
        given.forEach((name, value) -> {
            if (known.contains(name)) {
                readable.add("--" + name + "=" + value);
            } else {
                mistakes.add("there is no option --" + name
                        + NearestName.of(name, ours)
                                .or(() -> NearestName.of(name, known))
                                .map(n -> "; did you mean --" + n + "?")
                                .orElse("; --help lists all"));
            }
        });
        rest.forEach(word -> mistakes.add("expected --option=value, found '" + word + "'"));
        for (String argument : readable) {
            try {
                PipelineOptionsFactory.fromArgs(argument).as(type);
            } catch (IllegalArgumentException e) {
                mistakes.add(argument + ": " + firstLine(Sluice.rootMessage(e)));
            }
        }
        if (!mistakes.isEmpty()) {
            return PipelineOptionsFactory.create().as(type);
        }
        return PipelineOptionsFactory.fromArgs(readable.toArray(String[]::new)).as(type);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    /** Prints the options of {@code type} that this project declares, with what they mean and their defaults. */
    public void printHelp(String usage, Class<? extends PipelineOptions> type, PrintStream out) {
        out.println("usage: " + usage + "\n");
        properties(type).values().stream()
                .filter(m -> m.getDeclaringClass().getName().startsWith("dev.sluice."))
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
                "\nEvery option of Beam and of the runner is passed through, e.g. --runner=FlinkRunner --parallelism=2.");
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
}
