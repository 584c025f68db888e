package dev.sluice.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Table definitions by name: those in a directory, then those that ship with the product. A definition is a file
 * {@code NAME.json} in the form {@code aws glue get-table} prints or {@code create-table} takes.
 */
public final class Catalog {

    /** What ships, as resources beside this class; the files stand in {@code schemas/tables}. */
    private static final List<String> SHIPPED = List.of("sense_hat", "sensor_data");

    private final Path directory;

    private Catalog(Path directory) {
        this.directory = directory;
    }

    /** The catalog in {@code directory}, which need not exist, before what ships. */
    public static Catalog in(Path directory) {
        return new Catalog(directory);
    }

    /**
     * The table of this name.
     *
     * @throws InvalidTableException where there is none, naming those there are, or where its definition has mistakes,
     *     naming all of them
     */
    public TableDefinition table(String name) throws InvalidTableException {
        Path file = directory.resolve(name + ".json");
        if (Files.exists(file)) {
            try {
                return GlueTable.parse(name, Files.readString(file), file.toString());
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        if (!SHIPPED.contains(name)) {
            throw new InvalidTableException(
                    List.of("there is no table '" + name + "': expected " + file + ", or one of "
                            + String.join(", ", names())),
                    null);
        }
        return shipped(name);
    }

    /**
     * The table of this name that ships, whatever a directory holds.
     *
     * @throws InvalidTableException where none ships
     */
    public static TableDefinition shipped(String name) throws InvalidTableException {
        try (InputStream in = Catalog.class.getResourceAsStream("tables/" + name + ".json")) {
            if (in != null) {
                return GlueTable.parse(
                        name,
                        new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                        "the shipped table " + name);
            }
        } catch (IOException e) {
            throw new InvalidTableException(
                    List.of("the shipped table " + name + " cannot be read: " + e.getMessage()), e);
        }
        throw new InvalidTableException(List.of("no table '" + name + "' ships"), null);
    }

    /**
     * The tables in a file, by the names they have there: one, or those of a {@code TableList}.
     *
     * @throws InvalidTableException with every mistake in it
     */
    public static List<TableDefinition> read(Path file) throws InvalidTableException {
        try {
            return GlueTable.parseAll(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InvalidTableException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
        return new InvalidTableException(List.of("table definition " + file + " cannot be read: " + why), e);
    }

    /** The names of all tables, those that ship included. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(SHIPPED);
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith(".json"))
                        .forEach(f -> names.add(f.substring(0, f.length() - ".json".length())));
            } catch (IOException e) {
                // A directory that cannot be listed has no tables to suggest; opening the table itself says why.
                return new ArrayList<>(SHIPPED);
            }
        }
        return List.copyOf(names);
    }
}
