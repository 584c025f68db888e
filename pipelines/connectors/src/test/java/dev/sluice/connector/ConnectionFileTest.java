package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionFileTest {

    private static final Set<String> KNOWN =
            Set.of("KAFKA_BOOTSTRAP_SERVERS", "KAFKA_SSL_ENABLED", "KAFKA_CUSTOM_CERT");

    @TempDir
    Path directory;

    private final List<String> mistakes = new ArrayList<>();

    private ConnectionFile read(String json) throws Exception {
        Path file = directory.resolve("plant.json");
        Files.writeString(file, json);
        return ConnectionFile.of(new Stream("kafka", Map.of("connection", file.toString())), "KAFKA", KNOWN, mistakes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"Connection\": %s}", "{\"ConnectionInput\": %s}"})
    void aConnectionIsReadAsGluePrintsAndTakesIt(String wrapping) throws Exception {
        ConnectionFile connection = read(wrapping.formatted("""
                {"Name": "plant", "ConnectionType": "KAFKA", "CreationTime": 1.5, "ConnectionProperties": {
                  "KAFKA_BOOTSTRAP_SERVERS": "a:1,b:2", "KAFKA_SSL_ENABLED": "true", "KAFKA_CUSTOM_CERT": "ca/root.pem"}}"""));

        assertThat(mistakes).isEmpty();
        assertThat(connection.property("KAFKA_BOOTSTRAP_SERVERS")).isEqualTo("a:1,b:2");
        assertThat(connection.flag("KAFKA_SSL_ENABLED", mistakes)).isTrue();
        assertThat(connection.file("KAFKA_CUSTOM_CERT"))
                .isEqualTo(directory.resolve("ca/root.pem").toString());
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheNearestOneAndWithoutItsValue() throws Exception {
        var unused = read("{\"ConnectionProperties\": {\"KAFKA_BOOTSTRAP_SERVER\": \"secret\"}, \"Nme\": \"x\"}");

        assertThat(mistakes)
                .hasSize(2)
                .anyMatch(m -> m.endsWith("/Nme: unknown; did you mean Name?"))
                .anyMatch(m -> m.endsWith(
                        "/ConnectionProperties/KAFKA_BOOTSTRAP_SERVER: unknown; did you mean KAFKA_BOOTSTRAP_SERVERS?"))
                .noneMatch(m -> m.contains("secret"));
    }

    @Test
    void whatIsNoJsonIsToldByItsPlaceAndNotShown() throws Exception {
        var unused = read("{\"ConnectionProperties\": {\"KAFKA_CUSTOM_CERT\": secret}}");

        assertThat(mistakes)
                .singleElement()
                .asString()
                .contains("plant.json: expected JSON, found something else at line 1, column ")
                .doesNotContain("secret");
    }

    @Test
    void aConnectionOfAnotherKindIsRefused() throws Exception {
        var unused = read("{\"ConnectionType\": \"JDBC\", \"ConnectionProperties\": {}}");

        assertThat(mistakes).singleElement().asString().endsWith("/ConnectionType: expected KAFKA, found 'JDBC'");
    }

    @Test
    void aFlagIsTrueOrFalse() throws Exception {
        ConnectionFile connection = read("{\"ConnectionProperties\": {\"KAFKA_SSL_ENABLED\": \"yes\"}}");

        assertThat(connection.flag("KAFKA_SSL_ENABLED", mistakes)).isFalse();
        assertThat(mistakes).singleElement().asString().contains("expected true or false, found 'yes'");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeAndNoneIsNamedIsNot() {
        Stream missing = new Stream("kafka", Map.of("connection", "/no/such.json"));
        ConnectionFile none = ConnectionFile.of(new Stream("kafka", Map.of()), "KAFKA", KNOWN, mistakes);
        assertThat(mistakes).isEmpty();
        assertThat(none.property("KAFKA_BOOTSTRAP_SERVERS")).isNull();

        var unused = ConnectionFile.of(missing, "KAFKA", KNOWN, mistakes);
        assertThat(mistakes).containsExactly("connection /no/such.json: there is no such file");
    }
}
