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
 * @param lake its figures, see {@link LakeCheck}
 * @param source the figures of what was sent
 * @param audit what the audit of the lake says
 * @param files how many files of rows it has
 * @param violations what a reader saw that it must not see
 */
record Verdict(
        String fault,
        LakeCheck.Figures lake,
        LakeCheck.Figures source,
        String audit,
        long files,
        List<String> violations) {

    private static final String CLEAN = "clean";
    private static final String NONE = "none";

    /** Looks at a lake to which nothing is being written. */
    static Verdict of(String fault, Path lake, Path source, LakeWatch watch, Path logs)
            throws IOException, SQLException {
        return new Verdict(
                fault,
                LakeCheck.lake(lake),
                LakeCheck.source(source),
                audit(lake, logs),
                files(lake),
                watch.violations());
    }

    /** Whether the lake has what was sent, nothing lost, nothing twice, and no reader was ever disturbed. */
    boolean isExact() {
        return lake.equals(source)
                && lake.rows() == lake.distinct()
                && (audit.equals(CLEAN) || audit.equals(NONE))
                && violations.isEmpty();
    }

    private static String audit(Path lake, Path logs) throws IOException {
        Path log = Files.createTempFile(logs, "audit", ".log");
        if (!SluiceProcess.run("DirectRunner", log, List.of("help")).output().contains("\n  audit ")) {
            return NONE;
        }
        ChildJvm audit = SluiceProcess.run("DirectRunner", log, List.of("audit", "--lake=" + lake));
        return audit.exitValue() == 0 ? CLEAN : "exit " + audit.exitValue() + ": " + audit.output();
    }

    private static long files(Path lake) throws IOException {
        try (Stream<Path> files = Files.walk(lake)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).count();
        }
    }

    @Override
    public String toString() {
        return "%-72s rows %d, distinct %d, source %d, contents %s, audit %s, files %d, violations %s"
                .formatted(
                        fault,
                        lake.rows(),
                        lake.distinct(),
                        source.rows(),
                        lake.contents().equals(source.contents()) ? "equal" : "DIFFERENT",
                        audit,
                        files,
                        violations.isEmpty() ? NONE : violations);
    }
}
