package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What lies in a lake by its files, whoever wrote them: DuckDB reads them, and nothing of ours.
 *
 * @param files the data files; what is hidden, by {@code _} or {@code .}, is none
 */
record LakeContents(List<Path> files) {

    LakeContents {
        files = List.copyOf(files);
    }

    /** Lists the data files below a directory. */
    static LakeContents of(Path lake) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(lake, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isHidden(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new LakeContents(files);
    }

    /** How many bytes the files have. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** Reads every row of every file. */
    LakeTotals totals() throws SQLException {
        if (files.isEmpty()) {
            return new LakeTotals(0, 0, 0, Map.of());
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet row = statement.executeQuery(query())) {
                row.next();
                Map<String, Long> sums = new HashMap<>();
                for (String column : DeviceFleet.COLUMNS) {
                    sums.put(column, row.getLong(column));
                }
                return new LakeTotals(row.getLong("n"), row.getLong("messages"), row.getLong("misplaced"), sums);
            }
        }
    }

    private String query() {
        String paths = files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        String sums = DeviceFleet.COLUMNS.stream()
                .map(column -> "sum(" + number(column) + ")::BIGINT AS " + column)
                .collect(Collectors.joining(", "));
        // a timestamp is one of microseconds with a zone in our files, and one of INT96 without in Flink's
        return "WITH rows_read AS (SELECT *, right(client, 2)::BIGINT AS device, make_timestamp(epoch_us(ts)) AS utc"
                + " FROM read_parquet([" + paths + "], hive_partitioning = true, hive_types_autocast = false))"
                + " SELECT count(*) AS n, count(DISTINCT cnt * " + DeviceFleet.DEVICES + " + device) AS messages,"
                + " count(*) FILTER (year::INT <> year(utc) OR month::INT <> month(utc) OR day::INT <> day(utc)"
                + " OR hour::INT <> hour(utc)) AS misplaced, " + sums + " FROM rows_read";
    }

    /** A whole number for a value, so that sums do not depend on their order. */
    private static String number(String column) {
        return switch (column) {
            case "client" -> "device";
            case "ts" -> "epoch_us(utc) // 1000000";
            case "cnt" -> column;
            default -> "floor(" + column + " * 1e6)::BIGINT";
        };
    }

    private static boolean isHidden(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith("_") || name.startsWith(".");
    }
}
