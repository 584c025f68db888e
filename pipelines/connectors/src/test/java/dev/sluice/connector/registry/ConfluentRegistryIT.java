package dev.sluice.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.tls.TlsFiles;
import dev.sluice.format.SchemaRegistry.UnknownSchemaException;
import dev.sluice.server.CertificateAuthority;
import dev.sluice.server.CertificateAuthority.Identity;
import dev.sluice.server.SchemaRegistryServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ConfluentRegistryIT {

    private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";

    @TempDir
    Path directory;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private ConfluentRegistry open(String url, Path connection) {
        RemoteRegistry registry =
                SchemaRegistries.open(url, connection == null ? null : connection.toString(), null, mistakes);
        assertThat(mistakes).isEmpty();
        return (ConfluentRegistry) SerializableUtils.clone(registry);
    }

    private List<String> schema(ConfluentRegistry registry, String id) throws UnknownSchemaException, IOException {
        return registry.schema(id, pauses::add);
    }

    private Path connection(String properties) throws IOException {
        return Files.writeString(
                directory.resolve("registry.json"),
                "{\"Name\": \"registry\", \"ConnectionType\": \"SCHEMA_REGISTRY\", \"ConnectionProperties\": {"
                        + properties + "}}");
    }

    @Test
    void aSchemaIsFoundByItsNumber() throws Exception {
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            server.put("/schemas/ids/7", STRING);
            ConfluentRegistry registry = open(server.url() + "/", null);

            assertThat(registry.unreachable()).isEmpty();
            assertThat(schema(registry, "7")).containsExactly("\"string\"");
            assertThat(server.asked()).containsExactly("/schemas/ids/0", "/schemas/ids/7");
        }
    }

    @Test
    void whatASchemaRefersToComesBeforeIt() throws Exception {
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            server.put(
                    "/schemas/ids/7",
                    "{\"schema\": \"outer\", \"references\": [{\"name\": \"a.B\", \"subject\": \"a b\", \"version\": 2},"
                            + "{\"name\": \"C\", \"subject\": \"c\", \"version\": 1}]}");
            server.put(
                    "/subjects/a%20b/versions/2",
                    "{\"schema\": \"b\", \"references\": [{\"name\": \"C\", \"subject\": \"c\", \"version\": 1}]}");
            server.put("/subjects/c/versions/1", "{\"schema\": \"c\"}");

            assertThat(schema(open(server.url(), null), "7")).containsExactly("c", "b", "outer");
        }
    }

    @Test
    void whatItDoesNotHaveIsUnknown() throws Exception {
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            server.put("/schemas/ids/8", "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\"}");
            ConfluentRegistry registry = open(server.url(), null);

            assertThatThrownBy(() -> schema(registry, "7"))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessage("the schema registry " + server.url() + " has no schema 7: Schema not found");
            assertThatThrownBy(() -> schema(registry, "8"))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessage("the schema registry " + server.url() + " has schema 8 as PROTOBUF, expected AVRO");
            assertThatThrownBy(() -> schema(registry, "-5")).isInstanceOf(UnknownSchemaException.class);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void aRegistryThatFailsIsAskedAgainWithLongerPauses() throws Exception {
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            server.put("/schemas/ids/7", STRING);
            ConfluentRegistry registry = open(server.url(), null);
            server.fail(2, 503);

            assertThat(schema(registry, "7")).containsExactly("\"string\"");
            assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));

            server.fail(100, 429);
            assertThatThrownBy(() -> schema(registry, "7"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the schema registry " + server.url()
                            + " answers with status 429: Error in the backend (asked 6 times)");
            assertThat(pauses).hasSize(2 + 5);
        }
    }

    @Test
    void nobodyThereIsOneSentence() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ConfluentRegistry registry = open("http://127.0.0.1:" + port, null);

        assertThat(registry.unreachable())
                .containsExactly(
                        "the schema registry http://127.0.0.1:" + port + " cannot be reached: connection refused");
        assertThatThrownBy(() -> schema(registry, "7"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("connection refused (asked 6 times)");
    }

    @Test
    void aServerOfSomethingElseIsNotTakenForARegistry() throws Exception {
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            ConfluentRegistry registry = open(server.url() + "/other", null);

            assertThat(registry.unreachable())
                    .containsExactly(
                            "the schema registry " + server.url() + "/other does not speak Confluent's interface at"
                                    + " this path: it answers /schemas/ids/0 with status 404");
        }
    }

    @Test
    void userAndPasswordComeFromFiles() throws Exception {
        Files.writeString(directory.resolve("password"), "correct horse\n");
        Path right = connection("\"REGISTRY_USERNAME\": \"garden\", \"REGISTRY_PASSWORD_FILE\": \"password\"");
        try (SchemaRegistryServer server = SchemaRegistryServer.start()) {
            server.put("/schemas/ids/7", STRING);
            server.require("garden", "correct horse");

            assertThat(schema(open(server.url(), right), "7")).containsExactly("\"string\"");
            assertThat(open(server.url(), null).unreachable())
                    .containsExactly(
                            "the schema registry " + server.url() + " refuses this client, status 401: Unauthorized");
            Path wrong = connection("\"REGISTRY_USERNAME\": \"garden\", \"REGISTRY_PASSWORD\": \"battery staple\"");
            assertThatThrownBy(() -> schema(open(server.url(), wrong), "7"))
                    .hasMessageContaining("status 401")
                    .hasMessageNotContaining("staple");
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void tlsAsksForTheRightAuthority() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("authority"));
        Identity identity = authority.issue("registry");
        TlsFiles files = TlsFiles.pem(
                null, identity.certificate().toString(), identity.key().toString());
        try (SchemaRegistryServer server =
                SchemaRegistryServer.startTls(files.open().context())) {
            server.put("/schemas/ids/7", STRING);
            Path trusted = connection("\"REGISTRY_CUSTOM_CERT\": \"authority/ca.pem\"");

            assertThat(schema(open(server.url(), trusted), "7")).containsExactly("\"string\"");
            assertThat(open(server.url(), null).unreachable())
                    .containsExactly("the schema registry " + server.url()
                            + " shows a certificate of an authority that is not trusted here (see caFile)");
        }
    }

    @Test
    void aConnectionFileIsLookedAtBeforeAnythingIsConnectedTo() throws Exception {
        Path odd = connection("\"REGISTRY_USERNAME\": \"garden\", \"REGISTRY_CUSTOM_CERT\": \"ca.pem\"");

        assertThat(SchemaRegistries.open("http://127.0.0.1:1", odd.toString(), null, mistakes))
                .isNull();
        assertThat(mistakes)
                .containsExactly(
                        "connection " + odd + ": expected either REGISTRY_PASSWORD or REGISTRY_PASSWORD_FILE beside"
                                + " REGISTRY_USERNAME, found neither",
                        "connection " + odd + " names files of TLS: expected a registry at https://",
                        directory.resolve("ca.pem") + " cannot be read: there is no such file");
    }
}
