package dev.sluice.sql.table;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options of {@code 'connector' = 'filesystem'}: files to read, or, as Parquet, the lake to write. */
final class FilesystemOptions {

    private static final String PATH = "path";
    private static final Pattern OTHER_SYSTEM = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+:.*");

    private FilesystemOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        boolean lake = "parquet".equals(shape.format());
        String path = path(options);
        String rollover = rollover(options);
        nothings(options);
        Map<String, String> settings = new HashMap<>();
        if (path != null) {
            settings.put(lake ? "output" : "files", lake ? path : files(path));
        }
        if (lake && rollover != null) {
            settings.put("windowSize", rollover);
        }
        return Connection.of(lake ? "lake" : "file", settings)
                .startingAt(StartingPosition.earliest())
                .endingAt(EndingPosition.LATEST);
    }

    private static @Nullable String path(Options options) {
        String path = options.required(PATH, "a directory, or the name of a file");
        if (path == null) {
            return null;
        }
        if (OTHER_SYSTEM.matcher(path).matches()) {
            options.mistake(PATH, "'" + PATH + "': expected files of this machine, found '" + path + "'");
            return null;
        }
        return path.startsWith("file:") ? path.substring("file:".length()).replaceFirst("^//(?=/)", "") : path;
    }

    /** All files beneath a directory, as Flink reads one: without those whose name begins with a point or an underscore. */
    private static String files(String path) {
        try {
            if (path.endsWith("/") || Files.isDirectory(Path.of(path))) {
                return (path.endsWith("/") ? path : path + "/") + "{,**/}[!._]*";
            }
        } catch (InvalidPathException e) {
            // A pattern such as no file has as its name on this system.
        }
        return path;
    }

    private static @Nullable String rollover(Options options) {
        return options.optional("sink.rolling-policy.rollover-interval", FlinkDuration.EXPECTED, text -> {
            var duration = FlinkDuration.parse(text);
            return duration == null || duration.isZero() ? null : duration.toString();
        });
    }

    private static void nothings(Options options) {
        for (String prefix :
                new String[] {"sink.rolling-policy.", "sink.partition-commit.", "partition.", "parquet."}) {
            options.meanNothing(prefix, "a file is published when its window ends");
        }
        options.meansNothing("auto-compaction", "files are written whole");
        options.meansNothing("compaction.file-size", "files are written whole");
        options.refuse("source.monitor-interval", "files are read once, as they are when the job begins");
        options.refuse("source.path.regex-pattern", "'path' takes wildcards");
    }
}
