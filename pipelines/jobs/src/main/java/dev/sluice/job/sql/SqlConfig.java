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
import java.util.UUID;
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
 * @param isScratch whether that progress is of no use to anybody once the job has ended: rows were shown and none written
 * @param typed whether it was typed at the prompt: it is counted while it runs, and says no more than its rows
 */
record SqlConfig(
        ScriptRun script,
        Map<String, SqlSource> sources,
        List<SqlSink> sinks,
        RowLines.Format format,
        Duration idleTimeout,
        @Nullable Duration timeout,
        LakeLayout layout,
        boolean isScratch,
        boolean typed) {

    /**
     * Reads the options and the script.
     *
     * @param format where the options name none
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    static SqlConfig from(SqlOptions options, RowLines.Format format, List<String> mistakes) throws MistakesException {
        Optional<ScriptRun> script = script(options, mistakes);
        if (script.isEmpty()) {
            // What is wrong with the options is said, too.
            of(ScriptRun.ofStatement("", List.of(), List.of()), options, format, false, mistakes);
            throw new MistakesException(mistakes);
        }
        return of(script.get(), options, format, false, mistakes);
    }

    /**
     * Reads the options, for statements that were read before.
     *
     * @param format where the options name none
     * @param typed whether they were typed at the prompt
     */
    static SqlConfig of(
            ScriptRun script, SqlOptions options, RowLines.Format format, boolean typed, List<String> mistakes)
            throws MistakesException {
        boolean isScratch = script.inserts().isEmpty() && (typed || options.getCheckpoint() == null);
        Path checkpoint = isScratch
                ? Path.of(System.getProperty("java.io.tmpdir"), "sluice-sql-" + UUID.randomUUID())
                : checkpoint(script, options, typed, mistakes);
        Path deadLetters = OutputDirectory.of(
                "deadLetters", options.getDeadLetters() == null ? "_dead_letters" : options.getDeadLetters(), mistakes);
        RowLines.Format shown = format(options, format, mistakes);
        Duration idleTimeout = SourceConfig.duration("idleTimeout", options.getIdleTimeout(), mistakes);
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        Map<String, SqlSource> sources = new LinkedHashMap<>();
        List<SqlSink> sinks = new ArrayList<>();
        sources(script, options, sources, mistakes);
        for (PlannedInsert insert : script.inserts()) {
            SqlSink.of(insert, options, checkpoint, mistakes).ifPresent(sinks::add);
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return new SqlConfig(
                script,
                sources,
                sinks,
                shown,
                idleTimeout,
                timeout,
                new LakeLayout(
                        deadLetters.toString(), deadLetters.toString(), checkpoint.toString(), Partitioning.ingest()),
                isScratch,
                typed);
    }

    /** Of statements that were typed each has one of its own. */
    private static Path checkpoint(ScriptRun script, SqlOptions options, boolean typed, List<String> mistakes) {
        String given = options.getCheckpoint();
        String name = "sql-" + script.name();
        return OutputDirectory.of(
                "checkpoint", given == null ? "_sluice/" + name : typed ? given + "/" + name : given, mistakes);
    }

    private static RowLines.Format format(SqlOptions options, RowLines.Format otherwise, List<String> mistakes) {
        String given = options.getFormat();
        Optional<RowLines.Format> format = given == null ? Optional.of(otherwise) : RowLines.Format.of(given);
        if (format.isEmpty()) {
            mistakes.add("--format: expected live, text, json or csv, found '" + given + "'");
        }
        return format.orElse(otherwise);
    }

    private static Optional<ScriptRun> script(SqlOptions options, List<String> mistakes) {
        try {
            return Optional.of(ScriptRun.of(String.valueOf(options.getScript()), Path.of(options.getCatalog())));
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

    /** Those of its sinks that are of a kind. */
    <T extends SqlSink> List<T> sinks(Class<T> kind) {
        return sinks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * How long files of its lakes collect: as the one says that says the shortest time, less where the job will end, and where a broker keeps
     * what it has sent until it is acknowledged.
     */
    Duration collecting() {
        Duration most =
                sources.values().stream().allMatch(source -> source.connector().hasPositions())
                        ? ends() ? Duration.ofSeconds(5) : Duration.ofDays(1)
                        : Duration.ofSeconds(1);
        return sinks(SqlSink.Lake.class).stream()
                .map(SqlSink.Lake::rollover)
                .reduce(most, (one, other) -> one.compareTo(other) < 0 ? one : other);
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
