package dev.sluice.job;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.ServiceLoader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * The pipeline options that Beam and the runner bring. Beam registers them all before it reads the first, and looks at all that are
 * known for each: 0.6 s of a command on the Flink class path, 0.3 s on the other. So they are left out until a command names one that is not its job's own; whoever asks
 * Beam for one of them by its class, as a runner does, gets it nevertheless.
 */
final class LibraryOptions {

    private static final String SERVICE = "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

    private LibraryOptions() {}

    /** Keeps them from being registered, where Beam has not read options before. */
    static void leaveOut() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(new WithoutThem(loader));
        try {
            PipelineOptionsFactory.getRegisteredOptions();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /** Registers them after all. */
    static void register() {
        ServiceLoader.load(PipelineOptionsRegistrar.class)
                .forEach(registrar -> registrar.getPipelineOptions().forEach(PipelineOptionsFactory::register));
    }

    private static final class WithoutThem extends ClassLoader {

        WithoutThem(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICE) ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }
}
