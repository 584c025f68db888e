package dev.sluice.job.lake;

import dev.sluice.job.MistakesException;
import dev.sluice.lake.LakeLayout;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The columns that a lake's job has detected, kept in the lake as a table definition: {@code <output>/_sluice/schema.json}.
 * As long as it is there nothing is detected anew, so that a restart writes the same columns.
 */
final class SchemaFile {

    private final Path file;

    private SchemaFile(Path file) {
        this.file = file;
    }

    static SchemaFile of(LakeLayout layout) {
        return in(Path.of(layout.output()));
    }

    static SchemaFile in(Path lake) {
        return new SchemaFile(lake.resolve("_sluice").resolve("schema.json"));
    }

    Path path() {
        return file;
    }

    /**
     * The table, where there is one.
     *
     * @throws MistakesException where the file is no table
     */
    Optional<TableDefinition> read() throws MistakesException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<TableDefinition> tables = Catalog.read(file);
            if (tables.size() == 1 && !tables.get(0).columns().isEmpty()) {
                return Optional.of(tables.get(0));
            }
            throw MistakesException.of(file + ": expected one table with columns; delete it to detect them anew");
        } catch (InvalidTableException e) {
            throw new MistakesException(e.mistakes());
        }
    }

    /** Keeps the table: all of it, or nothing. */
    void write(TableDefinition table) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Path written = file.resolveSibling("schema.json.new");
        Files.writeString(written, table.toJson());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
