package dev.sluice.runner.flink;

import dev.sluice.server.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a lake is found to hold after a fault, beside what was sent.
 *
 * @param fault what was done, and when
 * @param lake the figures of the lake
 * @param source the figures of what was sent
 * @param complete whether everything should be there; otherwise something may be missing yet
 * @param audit what the audit of the lake says
 * @param files how many files of rows it has
 * @param violations what a reader saw that it must not see
 */
record Verdict(
        String fault,
        LakeCheck.Figures lake,
        LakeCheck.Figures source,
        boolean complete,
        String audit,
        long files,
        List<String> violations) {

    private static final String CLEAN = "clean";
    private static final String NONE = "none";

    /** Looks at a lake that should have everything. */
    static Verdict of(String fault, Path lake, Path source, LakeWatch watch, Path logs)
            throws IOException, SQLException {
        return new Verdict(
                fault,
                LakeCheck.lake(lake),
                LakeCheck.source(source),
                true,
                audit(lake, logs),
                files(lake),
                watch.violations());
    }

    /** Looks at a lake whose job was killed, and will go on. */
    static Verdict between(String fault, Path lake, Path source, LakeWatch watch) throws IOException, SQLException {
        long files = files(lake);
        return new Verdict(
                fault,
                files == 0 ? LakeCheck.Figures.NONE : LakeCheck.lake(lake),
                LakeCheck.source(source),
                false,
                NONE,
                files,
                watch.violations());
    }

    /** Whether the lake has what was sent, nothing lost, nothing twice, and no reader was ever disturbed. */
    boolean isExact() {
        return lake.rows() == lake.distinct()
                && (complete ? lake.equals(source) : lake.rows() <= source.rows())
                && (audit.equals(CLEAN) || audit.equals(NONE))
                && violations.isEmpty();
    }

    private static String audit(Path lake, Path logs) throws IOException {
        Path log = Files.createTempFile(logs, "audit", ".log");
        ChildJvm audit = SluiceProcess.run("DirectRunner", log, List.of("audit", "--lake=" + lake));
        return audit.exitValue() == 0 ? CLEAN : "exit " + audit.exitValue() + ": " + audit.output();
    }

    private static long files(Path lake) throws IOException {
        if (!Files.isDirectory(lake)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(lake)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).count();
        }
    }

    @Override
    public String toString() {
        return "%-68s rows %,d, distinct %,d, source %,d, contents %s, audit %s, files %,d, violations %s"
                .formatted(
                        fault,
                        lake.rows(),
                        lake.distinct(),
                        source.rows(),
                        lake.equals(source) ? "equal" : complete ? "DIFFERENT" : "to be completed",
                        audit,
                        files,
                        violations.isEmpty() ? NONE : violations);
    }
}
