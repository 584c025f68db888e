package dev.sluice.connector.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.registry.RegistryCall.PassingFailure;
import dev.sluice.connector.registry.RegistryCall.Pause;
import dev.sluice.connector.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A registry with Confluent's interface ({@code GET /schemas/ids/7}), as Apicurio, Karapace and Redpanda have it as well:
 * schemas have numbers, and may refer to others by subject and version.
 *
 * @param url where it is, with the path its interface begins at: {@code http://127.0.0.1:8080/apis/ccompat/v7}
 */
record ConfluentRegistry(URI url, RegistryAccess access) implements RemoteRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<ConfluentRegistry, HttpClient> OPEN = new ConcurrentHashMap<>();
    private static final String ACCEPT = "application/vnd.schemaregistry.v1+json, application/json";
    /** Schemas that one refers to, and they in turn, at most. */
    private static final int MOST_REFERENCES = 1000;

    /** No schema has this number: they are given from 1 on. */
    private static final String NOBODYS_ID = "0";

    private record Answer(int status, JsonNode body) {}

    @Override
    public Framing framing() {
        return Framing.CONFLUENT;
    }

    @Override
    public List<String> schema(String id) throws UnknownSchemaException, IOException {
        return schema(id, length -> Thread.sleep(length.toMillis()));
    }

    List<String> schema(String id, Pause pause) throws UnknownSchemaException, IOException {
        if (id.startsWith("-")) {
            throw new UnknownSchemaException(where() + " has no schema " + id + ": ids are 1 or more");
        }
        return RegistryCall.patiently(() -> ask(id), pause);
    }

    @Override
    public List<String> unreachable() {
        try {
            ask(NOBODYS_ID);
        } catch (UnknownSchemaException e) {
            return List.of();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        return List.of();
    }

    private List<String> ask(String id) throws UnknownSchemaException, IOException {
        JsonNode found = found("/schemas/ids/" + id, "schema " + id);
        String type = found.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnknownSchemaException(where() + " has schema " + id + " as " + type + ", expected AVRO");
        }
        Set<String> definitions = new LinkedHashSet<>();
        addReferences(found, definitions, new LinkedHashSet<>());
        List<String> all = new ArrayList<>(definitions);
        all.add(definition(found, "schema " + id));
        return all;
    }

    /** What a schema refers to goes before it; what two refer to is asked for once. */
    private void addReferences(JsonNode schema, Set<String> definitions, Set<String> asked)
            throws UnknownSchemaException, IOException {
        for (JsonNode reference : schema.path("references")) {
            String subject = reference.path("subject").asText();
            String path = "/subjects/"
                    + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20") + "/versions/"
                    + reference.path("version").asInt();
            if (!asked.add(path)) {
                continue;
            }
            String what = "version " + reference.path("version").asInt() + " of subject '" + subject + "'";
            if (asked.size() > MOST_REFERENCES) {
                throw new UnknownSchemaException(where() + ": expected a schema that refers to at most "
                        + MOST_REFERENCES + " others, found more");
            }
            JsonNode referred = found(path, what);
            addReferences(referred, definitions, asked);
            definitions.add(definition(referred, what));
        }
    }

    private String definition(JsonNode found, String what) throws IOException {
        JsonNode definition = found.path("schema");
        if (!definition.isTextual()) {
            throw new IOException(where() + ": expected " + what + " in the field 'schema', found none");
        }
        return definition.textValue();
    }

    private JsonNode found(String path, String what) throws UnknownSchemaException, IOException {
        Answer answer = get(path);
        JsonNode body = answer.body();
        String said =
                body.path("message").isTextual() ? ": " + body.path("message").textValue() : "";
        if (answer.status() == 200 && body.isObject()) {
            return body;
        }
        if (answer.status() == 404 && body.path("error_code").asInt() / 100 == 404) {
            throw new UnknownSchemaException(where() + " has no " + what + said);
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw new IOException(where() + " refuses this client, status " + answer.status() + said);
        }
        if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 408) {
            throw new PassingFailure(where() + " answers with status " + answer.status() + said);
        }
        throw new IOException(where() + " does not speak Confluent's interface at this path: it answers " + path
                + " with status " + answer.status() + said);
    }

    private Answer get(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(RegistryCall.PATIENCE)
                .header("Accept", ACCEPT);
        String authorization = access.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> response = client().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw RegistryCall.told(where(), e);
        } catch (InterruptedException e) {
            throw RegistryCall.interrupted();
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode(); // of something else than a registry; its status says more
        }
    }

    private HttpClient client() throws IOException {
        HttpClient open = OPEN.get(this);
        if (open == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(RegistryCall.PATIENCE);
            TlsFiles files = access.tls();
            if (!files.isEmpty()) {
                builder.sslContext(files.open().context());
            }
            HttpClient made = builder.build();
            HttpClient before = OPEN.putIfAbsent(this, made);
            open = before == null ? made : before;
        }
        return open;
    }

    private String base() {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private String where() {
        return "the schema registry " + url;
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        return url.toString();
    }
}
