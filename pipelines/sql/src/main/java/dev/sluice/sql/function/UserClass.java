package dev.sluice.sql.function;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the class of a function is. It travels to workers, which load it for themselves, once: the jar has to lie there under the same path.
 *
 * @param name of the class
 * @param jar that holds it; null where it is on the class path
 */
public record UserClass(String name, @Nullable String jar) implements Serializable {

    private static final Map<UserClass, Class<?>> LOADED = new ConcurrentHashMap<>();

    /**
     * The class.
     *
     * @throws InvalidFunctionException where the jar cannot be read, or does not hold it, or it needs another class that is not there
     */
    public Class<?> load() throws InvalidFunctionException {
        Class<?> loaded = LOADED.get(this);
        if (loaded == null) {
            loaded = find();
            LOADED.put(this, loaded);
        }
        return loaded;
    }

    /**
     * The public methods of the class.
     *
     * @throws InvalidFunctionException as {@link #load} does
     */
    List<Method> methods() throws InvalidFunctionException {
        try {
            return List.of(load().getMethods());
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    private Class<?> find() throws InvalidFunctionException {
        try {
            return Class.forName(name, true, loader());
        } catch (ClassNotFoundException e) {
            throw new InvalidFunctionException(
                    "expected a class " + name + (jar == null ? " on the class path" : " in " + jar));
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    private InvalidFunctionException missing(LinkageError e) {
        return new InvalidFunctionException("the class " + name + " needs what is not there: " + e.getMessage()
                + "; if that is Flink's ScalarFunction, it need not extend it");
    }

    private ClassLoader loader() throws InvalidFunctionException {
        ClassLoader ours = UserClass.class.getClassLoader();
        if (jar == null) {
            return ours;
        }
        Path path = Path.of(jar);
        if (!Files.isReadable(path)) {
            throw new InvalidFunctionException("expected a jar that can be read, found " + jar);
        }
        try {
            return new URLClassLoader(new URL[] {path.toUri().toURL()}, ours);
        } catch (IOException e) {
            throw new InvalidFunctionException("expected a jar, found " + jar);
        }
    }
}
