package dev.sluice.job;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The defaults of the options an interface declares, by getter; null where there is none. */
public final class OptionDefaults {

    private OptionDefaults() {}

    public static Map<String, Object> of(Class<? extends PipelineOptions> type) throws ReflectiveOperationException {
        PipelineOptions options = PipelineOptionsFactory.create().as(type);
        Map<String, Object> defaults = new TreeMap<>();
        for (Method getter : type.getDeclaredMethods()) {
            if (getter.getParameterCount() == 0) {
                defaults.put(getter.getName(), getter.invoke(options));
            }
        }
        return defaults;
    }
}
