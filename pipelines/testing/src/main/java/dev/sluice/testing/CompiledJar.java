package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A jar of a class that is on no class path: what users bring. */
public final class CompiledJar {

    private CompiledJar() {}

    /**
     * Compiles a class, and gives a jar that holds it.
     *
     * @param directory where source, class and jar are written
     * @param name of the class, with its package
     */
    public static Path of(Path directory, String name, String source) throws IOException {
        String path = name.replace('.', '/');
        Path file = directory.resolve(path + ".java");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, source);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()) != 0) {
            throw new IllegalArgumentException("does not compile: " + name);
        }
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry(path + ".class"));
            entries.write(Files.readAllBytes(directory.resolve(path + ".class")));
            entries.closeEntry();
        }
        return jar;
    }
}
