package dev.sluice.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a {@link ChildJvm} runs: a main class on a class path, by the {@code java} of this JVM.
 *
 * @param mainClass the fully qualified name
 * @param classPath as after {@code -cp}; the one of this JVM unless told otherwise
 * @param flags JVM flags, in the order given
 * @param arguments what {@code main} gets, in the order given
 */
public record JavaCommand(String mainClass, String classPath, List<String> flags, List<String> arguments) {

    private static final List<String> OPENS = readOpens();

    public JavaCommand {
        if (mainClass.isBlank()) {
            throw new IllegalArgumentException("expected the name of a main class, found a blank one");
        }
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** Returns the command that runs the main class on the class path of this JVM, without flags and arguments. */
    public static JavaCommand of(String mainClass) {
        return new JavaCommand(mainClass, System.getProperty("java.class.path", ""), List.of(), List.of());
    }

    /** Returns the command with this class path instead. */
    public JavaCommand withClassPath(String path) {
        return new JavaCommand(mainClass, path, flags, arguments);
    }

    /** Returns the command with these JVM flags after the ones it has. */
    public JavaCommand withFlags(String... more) {
        return withFlags(List.of(more));
    }

    /** Returns the command with these JVM flags after the ones it has. */
    public JavaCommand withFlags(List<String> more) {
        return new JavaCommand(mainClass, classPath, plus(flags, more), arguments);
    }

    /** Returns the command with the {@code --add-opens} flags that Beam, Flink and the codecs need, on any worker. */
    public JavaCommand withOpens() {
        return withFlags(OPENS);
    }

    /** Returns the command with these arguments after the ones it has. */
    public JavaCommand withArguments(String... more) {
        return new JavaCommand(mainClass, classPath, flags, plus(arguments, List.of(more)));
    }

    /**
     * Starts the command.
     *
     * @param log the file that takes standard output and error; replaced where it exists
     */
    public ChildJvm start(Path log) {
        return ChildJvm.start(this, log);
    }

    /** Returns the words of the command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.add("-cp");
        words.add(classPath);
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }

    private static List<String> plus(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** The build copies the flags from the root pom, where tests and benchmarks take them from too. */
    private static List<String> readOpens() {
        try (InputStream resource = Objects.requireNonNull(
                JavaCommand.class.getResourceAsStream("jvm.opens"), "resource jvm.opens is not on the class path")) {
            String flags = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(flags.strip().split(" +"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
