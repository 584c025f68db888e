package dev.sluice.sql.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.InvalidTableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** A table as a file of the catalog: Glue's TableInput, with the statement that made it among the parameters. */
final class KeptTable {

    /** The parameter that holds the statement. */
    static final String DDL = "sluice.sql";

    private static final JsonMapper JSON = new JsonMapper();

    private KeptTable() {}

    /** The statement that made the table, or nothing where it was made in another way. */
    static Optional<String> ddl(Path file) throws InvalidTableException {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            JsonNode ddl = root.path("Parameters").path(DDL);
            return ddl.isTextual() ? Optional.of(ddl.textValue()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty(); // the catalog says where it is wrong
        } catch (IOException e) {
            throw new InvalidTableException(List.of(file + " cannot be read: " + e.getMessage()), e);
        }
    }

    /** Writes the file whole, or not at all. */
    static void write(SqlTable table, Path file) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(table.definition().toJson());
        root.withObjectProperty("Parameters").put(DDL, table.ddl());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        Path absolute = file.toAbsolutePath();
        Path directory = Files.createDirectories(absolute.resolveSibling("."));
        Path whole = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
        try {
            Files.writeString(whole, JSON.writer(printer).writeValueAsString(root) + "\n");
            Files.move(whole, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
