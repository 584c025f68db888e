package dev.sluice.sql.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the user's own that a script sees: those it made itself, and those of scripts before it. Like tables they are kept in memory until
 * {@link #save}. One is kept as {@code functions/NAME.json} beneath the tables, with its class and its jar. Names are the same in any case.
 */
public final class FunctionCatalog {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ENDING = ".json";

    private final @Nullable Path directory;
    private final Map<String, UserFunction> temporary = new HashMap<>();
    private final Map<String, UserFunction> made = new HashMap<>();
    private final Map<String, UserFunction> loaded = new HashMap<>();
    private final Set<String> dropped = new HashSet<>();

    private FunctionCatalog(@Nullable Path directory) {
        this.directory = directory;
    }

    /** The functions of a catalog of tables, whose directory need not exist. */
    public static FunctionCatalog in(Path tables) {
        return new FunctionCatalog(tables.resolve("functions"));
    }

    /** None yet, and none is kept. */
    public static FunctionCatalog empty() {
        return new FunctionCatalog(null);
    }

    /**
     * The function of this name, or nothing.
     *
     * @throws InvalidFunctionException where one is kept that cannot be called any more
     */
    public Optional<UserFunction> find(String name) throws InvalidFunctionException {
        String key = key(name);
        if (temporary.containsKey(key)) {
            return Optional.of(temporary.get(key));
        }
        return made.containsKey(key) ? Optional.of(made.get(key)) : kept(key);
    }

    /** The one that is not temporary. */
    private Optional<UserFunction> kept(String key) throws InvalidFunctionException {
        UserFunction function = loaded.get(key);
        if (function == null && isKept(key)) {
            function = load(file(key));
            loaded.put(key, function);
        }
        return Optional.ofNullable(function);
    }

    private static UserFunction load(Path file) throws InvalidFunctionException {
        try {
            JsonNode function = JSON.readTree(Files.readString(file));
            JsonNode jar = function.path("jar");
            return UserFunction.load(
                    function.path("name").asText(),
                    function.path("class").asText(),
                    jar.isTextual() ? Path.of(jar.textValue()) : null);
        } catch (JsonProcessingException e) {
            throw new InvalidFunctionException(file + ": expected JSON, found " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidFunctionException(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Makes a function known.
     *
     * @return whether there was none of this name, or the same
     */
    public boolean add(UserFunction function, boolean onlyTemporary) {
        String key = key(function.getName());
        Map<String, UserFunction> same = onlyTemporary ? temporary : made;
        UserFunction there = same.get(key);
        if (there == null && !onlyTemporary) {
            try {
                there = kept(key).orElse(null);
            } catch (InvalidFunctionException e) {
                return false;
            }
        }
        if (there == null) {
            same.put(key, function);
            return true;
        }
        return there.source().equals(function.source());
    }

    /** Whether there is a function of this name, of those alone that a script forgets or of those alone that it does not. */
    public boolean has(String name, boolean onlyTemporary) {
        String key = key(name);
        return onlyTemporary ? temporary.containsKey(key) : made.containsKey(key) || isKept(key);
    }

    /**
     * Drops a function.
     *
     * @return whether there was one
     */
    public boolean drop(String name, boolean onlyTemporary) {
        boolean there = has(name, onlyTemporary);
        String key = key(name);
        if (onlyTemporary) {
            temporary.remove(key);
        } else {
            made.remove(key);
            loaded.remove(key);
            dropped.add(key);
        }
        return there;
    }

    /** The names of all functions, in the order of the alphabet. */
    public List<String> names() {
        Set<String> names = new TreeSet<>(temporary.keySet());
        names.addAll(made.keySet());
        if (directory != null && Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> file.endsWith(ENDING))
                        .map(file -> file.substring(0, file.length() - ENDING.length()))
                        .filter(name -> !dropped.contains(name))
                        .forEach(names::add);
            } catch (IOException e) {
                return List.copyOf(names); // those that can be read; whoever asks for another is told
            }
        }
        return List.copyOf(names);
    }

    /** Keeps what was made, and forgets what was dropped. */
    public void save() throws IOException {
        if (directory == null) {
            return;
        }
        for (String name : new ArrayList<>(dropped)) {
            Files.deleteIfExists(file(name));
            dropped.remove(name);
        }
        for (Map.Entry<String, UserFunction> function : made.entrySet()) {
            write(function.getValue(), file(function.getKey()));
        }
    }

    /** Writes the file whole, or not at all. */
    private static void write(UserFunction function, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("name", function.getName())
                .put("class", function.source().name())
                .put("jar", function.source().jar());
        Path directory = Files.createDirectories(file.resolveSibling(".").toAbsolutePath());
        Path whole = Files.createTempFile(directory, String.valueOf(file.getFileName()), ".tmp");
        try {
            Files.writeString(whole, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private boolean isKept(String key) {
        return directory != null && !dropped.contains(key) && Files.exists(file(key));
    }

    private Path file(String key) {
        if (directory == null) {
            throw new IllegalStateException("no function is kept");
        }
        return directory.resolve(key + ENDING);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
