package dev.sluice.benchmark.flinksql;

import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Flink SQL on a Flink in this process, set as all jobs here are. */
final class FlinkSql {

    /** As its users would set it for throughput; the two slots and the 10 s are also what Sluice is given. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("execution.runtime-mode", "STREAMING"),
            Map.entry("parallelism.default", "2"),
            Map.entry("taskmanager.numberOfTaskSlots", "2"),
            Map.entry("execution.checkpointing.mode", "EXACTLY_ONCE"),
            Map.entry("execution.checkpointing.interval", "10s"),
            Map.entry("execution.checkpointing.checkpoints-after-tasks-finish", "true"),
            Map.entry("pipeline.object-reuse", "true"),
            Map.entry("taskmanager.memory.managed.size", "256m"),
            Map.entry("taskmanager.memory.network.min", "64m"),
            Map.entry("taskmanager.memory.network.max", "64m"),
            Map.entry("rest.port", "0"));

    private FlinkSql() {}

    /** A session without tables. */
    static StreamTableEnvironment open() {
        Configuration configuration = Configuration.fromMap(SETTINGS);
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        return tables;
    }
}
