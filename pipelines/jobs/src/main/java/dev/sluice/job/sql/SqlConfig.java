package dev.sluice.job.sql;

import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.SourceConfig;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Partitioning;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sql job does, read once from its options and its script.
 *
 * @param script what the script comes to
 * @param sources the tables it reads, by name
 * @param sinks where its INSERTs lead
 * @param format how rows of a SELECT are shown
 * @param idleTimeout how long a partition may be silent before it no longer holds up event time
 * @param timeout when to stop in order, counted from the start, or null: never
 * @param layout where dead letters and the job's progress lie
 */
record SqlConfig(
        ScriptRun script,
        Map<String, SqlSource> sources,
        List<SqlSink> sinks,
        RowLines.Format format,
        Duration idleTimeout,
        @Nullable Duration timeout,
        LakeLayout layout) {

    /**
     * Reads the options and the script.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    static SqlConfig from(SqlOptions options, List<String> mistakes) throws MistakesException {
        Path catalog = Path.of(options.getCatalog());
        Optional<ScriptRun> script = script(options, catalog, mistakes);
        String name = script.map(ScriptRun::name).orElse("");
        Path checkpoint = OutputDirectory.of(
                "checkpoint",
                options.getCheckpoint() == null ? "_sluice/sql-" + name : options.getCheckpoint(),
                mistakes);
        Path deadLetters = OutputDirectory.of(
                "deadLetters", options.getDeadLetters() == null ? "_dead_letters" : options.getDeadLetters(), mistakes);
        Optional<RowLines.Format> format = RowLines.Format.of(options.getFormat());
        if (format.isEmpty()) {
            mistakes.add("--format: expected text, json or csv, found '" + options.getFormat() + "'");
        }
        Duration idleTimeout = SourceConfig.duration("idleTimeout", options.getIdleTimeout(), mistakes);
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        Map<String, SqlSource> sources = new LinkedHashMap<>();
        List<SqlSink> sinks = new ArrayList<>();
        if (script.isPresent()) {
            sources(script.get(), options, sources, mistakes);
            for (PlannedInsert insert : script.get().inserts()) {
                SqlSink.of(insert, options, checkpoint, mistakes).ifPresent(sinks::add);
            }
        }
        if (!mistakes.isEmpty() || script.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return new SqlConfig(
                script.get(),
                sources,
                sinks,
                format.orElse(RowLines.Format.TEXT),
                idleTimeout,
                timeout,
                new LakeLayout(
                        deadLetters.toString(), deadLetters.toString(), checkpoint.toString(), Partitioning.ingest()));
    }

    private static Optional<ScriptRun> script(SqlOptions options, Path catalog, List<String> mistakes) {
        try {
            return Optional.of(ScriptRun.of(options.getScript(), catalog));
        } catch (MistakesException e) {
            mistakes.addAll(e.mistakes());
            return Optional.empty();
        }
    }

    private static void sources(
            ScriptRun script, SqlOptions options, Map<String, SqlSource> sources, List<String> mistakes) {
        List<PlannedQuery> queries = new ArrayList<>(script.selects());
        script.inserts().forEach(insert -> queries.add(insert.query()));
        for (PlannedQuery query : queries) {
            for (Step.Scan scan : query.scans()) {
                String table = scan.table().name();
                SqlSource known = sources.get(table);
                if (known == null) {
                    SqlSource.of(scan, options, mistakes).ifPresent(source -> sources.put(table, source));
                } else {
                    sources.put(table, known.with(scan));
                }
            }
        }
    }

    /** Whether there is anything to run. */
    boolean runs() {
        return !script.selects().isEmpty() || !script.inserts().isEmpty();
    }

    /** Whether it comes to an end by itself. */
    boolean ends() {
        return sources.values().stream().allMatch(SqlSource::ends);
    }

    /** Which steps it has, over which streams: what a runner keeps of them fits no other ones. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        script.selects().forEach(query -> shape.append(query.plan()));
        script.inserts()
                .forEach(insert -> shape.append(insert.table().name())
                        .append(insert.query().plan()));
        sources.values()
                .forEach(source -> shape.append(source.connector().describe(source.table()))
                        .append(source.ending()));
        return shape.toString();
    }
}
