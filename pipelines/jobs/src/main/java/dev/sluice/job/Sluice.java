package dev.sluice.job;

import dev.sluice.schema.NearestName;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command: {@code sluice <job> --option=value …}. Exit code 0 is done, 2 what the user can mend before the job starts,
 * 1 a failure while running.
 */
public final class Sluice {

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

    /** Words the launcher sees to, or that it brings onto the class path only when they are asked for. */
    private static final Map<String, String> LAUNCHERS = Map.of(
            "demo", "everything embedded: devices, brokers, jobs, lake and SQL; ends by itself",
            "test", "the project's own tests");

    private Sluice() {}

    public static void main(String[] arguments) {
        int code = run(Arrays.asList(arguments), System.out, System.err);
        System.out.flush();
        // Not halt: libraries remove what they unpacked when the JVM exits.
        System.exit(code);
    }

    /** Runs one command; everything it has to say of itself goes to the two streams. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Map<String, Command> commands = commands();
        if (arguments.isEmpty()
                || arguments.get(0).equals("help")
                || arguments.get(0).equals("--help")) {
            out.println(usage(commands));
            return 0;
        }
        String name = arguments.get(0);
        Command command = commands.get(name);
        if (command == null) {
            Set<String> words = new TreeSet<>(commands.keySet());
            words.addAll(LAUNCHERS.keySet());
            String nearest = NearestName.of(name, words)
                    .map(n -> "; did you mean '" + n + "'?")
                    .orElse("");
            err.println("sluice: there is no job '" + name + "'" + nearest + "\n\n" + usage(commands));
            return 2;
        }
        try {
            CommandLine commandLine = CommandLine.parse(arguments.subList(1, arguments.size()));
            if (commandLine.asksForHelp()) {
                command.help(out);
                return 0;
            }
            return command.run(commandLine);
        } catch (MistakesException e) {
            err.println(mistakes(name, e.mistakes()));
            return 2;
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error("{} failed", name, e);
            err.println("sluice " + name + " failed: " + FailureMessage.of(e) + "\nThe log: " + logFile());
            return 1;
        }
    }

    private static Map<String, Command> commands() {
        Map<String, Command> commands = new TreeMap<>();
        ServiceLoader.load(Command.class).forEach(c -> commands.put(c.name(), c));
        return commands;
    }

    private static String mistakes(String name, List<String> mistakes) {
        if (mistakes.size() == 1) {
            return "sluice " + name + ": " + mistakes.get(0);
        }
        StringBuilder text = new StringBuilder("sluice " + name + ": " + mistakes.size() + " mistakes");
        mistakes.forEach(m -> text.append("\n  - ").append(m.replace("\n", "\n    ")));
        return text.toString();
    }

    /** Where libraries log to. */
    public static String logFile() {
        return System.getProperty("sluice.log", System.getProperty("java.io.tmpdir") + "/sluice.log");
    }

    private static String usage(Map<String, Command> commands) {
        Map<String, String> words = new TreeMap<>(LAUNCHERS);
        commands.values().forEach(c -> words.put(c.name(), c.summary()));
        int width = words.keySet().stream()
                .map(String::length)
                .max(Comparator.naturalOrder())
                .orElse(0);
        StringBuilder text = new StringBuilder("usage: ./sluice <job> --option=value …     ./sluice <job> --help\n");
        words.forEach((word, summary) -> text.append("\n  ")
                .append(word)
                .append(" ".repeat(width - word.length() + 2))
                .append(summary));
        return text.toString();
    }
}
