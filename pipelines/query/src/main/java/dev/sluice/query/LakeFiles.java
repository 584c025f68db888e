package dev.sluice.query;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The published data files of a lake, as they are at one moment, grouped by their partition columns.
 *
 * <p>Listed here and not by a glob of DuckDB, whose {@code **} also finds what lies below {@code _sluice} or {@code .git}.
 *
 * @param root the lake, without symbolic links
 * @param groups the files by the names of their partition directories in path order; most columns first, files sorted
 */
record LakeFiles(Path root, Map<List<String>, List<Path>> groups) {
    /** Directories whose values are zero-padded numbers; left alone, DuckDB makes {@code '08'} a VARCHAR. */
    private static final Set<String> HOUR_COLUMNS =
            Set.of("year", "month", "day", "hour", "ingest_year", "ingest_month", "ingest_day", "ingest_hour");

    /** Lists the lake below a directory; {@code groups} is empty where nothing has been published. */
    static LakeFiles list(Path directory) throws IOException {
        Path root = directory.toRealPath();
        Map<List<String>, List<Path>> groups = new HashMap<>();
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                        return !dir.equals(root) && isHidden(dir)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && file.toString().endsWith(".parquet") && !isHidden(file)) {
                            groups.computeIfAbsent(
                                            partitionColumns(root.relativize(file)), columns -> new ArrayList<>())
                                    .add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                        if (isHidden(file) || e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // the writer moves its files while we look
                        }
                        throw e;
                    }
                });
        groups.values().forEach(files -> files.sort(Comparator.naturalOrder()));
        return new LakeFiles(root, groups);
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /**
     * A SELECT over all files. DuckDB wants the same partition columns of all files of one {@code read_parquet}, hence one for
     * each group; columns of all groups are matched by name. Partition columns come last, in path order.
     */
    String select() {
        Comparator<Map.Entry<List<String>, List<Path>>> mostColumnsFirst =
                Comparator.comparing(group -> -group.getKey().size());
        return groups.entrySet().stream()
                .sorted(mostColumnsFirst.thenComparing(group -> group.getKey().toString()))
                .map(group -> select(group.getKey(), group.getValue()))
                .collect(Collectors.joining(" UNION ALL BY NAME "));
    }

    private String select(List<String> columns, List<Path> files) {
        String paths = files.stream().map(Path::toString).map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
        if (columns.isEmpty()) {
            return "SELECT * FROM read_parquet(" + paths + ", union_by_name = true, hive_partitioning = false)";
        }
        // DuckDB takes key=value directories above the lake for partitions too: a lake has the same columns wherever it
        // lies
        Set<String> exclude = new LinkedHashSet<>(partitionColumns(root.resolve("file")));
        exclude.addAll(columns);
        String types = columns.stream()
                .filter(HOUR_COLUMNS::contains)
                .map(column -> Sql.literal(column) + ": BIGINT")
                .collect(Collectors.joining(", "));
        return "SELECT * EXCLUDE (" + identifiers(exclude) + "), " + identifiers(columns) + " FROM read_parquet("
                + paths
                + ", union_by_name = true, hive_partitioning = true"
                + (types.isEmpty() ? "" : ", hive_types = {" + types + "}") + ")";
    }

    private static String identifiers(Iterable<String> columns) {
        return StreamSupport.stream(columns.spliterator(), false)
                .map(Sql::identifier)
                .collect(Collectors.joining(", "));
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null
                && (name.toString().startsWith("_") || name.toString().startsWith("."));
    }

    private static List<String> partitionColumns(Path file) {
        Set<String> columns = new LinkedHashSet<>();
        for (int i = 0; i < file.getNameCount() - 1; i++) {
            String directory = file.getName(i).toString();
            int equals = directory.indexOf('=');
            if (equals > 0) {
                columns.add(directory.substring(0, equals));
            }
        }
        return List.copyOf(columns);
    }
}
