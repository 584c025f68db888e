package dev.sluice.connector.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.registry.RegistryCall.PassingFailure;
import dev.sluice.connector.registry.RegistryCall.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The registry of AWS Glue ({@code GetSchemaVersion}): schemas have UUIDs. Credentials are looked for on the worker, as all of
 * Amazon's tools do; an endpoint on this machine gets some where there are none.
 *
 * @param endpoint {@code https://glue.eu-central-1.amazonaws.com}, or another that answers like it
 */
record GlueRegistry(URI endpoint, String region) implements RemoteRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODYS_ID = "00000000-0000-0000-0000-000000000000";
    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "Throttling",
            "TooManyRequestsException",
            "ConcurrentModificationException",
            "InternalServiceException",
            "OperationTimeoutException",
            "ServiceUnavailableException");

    private record Answer(int status, JsonNode body) {}

    @Override
    public Framing framing() {
        return Framing.GLUE;
    }

    @Override
    public List<String> schema(String id) throws UnknownSchemaException, IOException {
        return schema(id, length -> Thread.sleep(length.toMillis()));
    }

    List<String> schema(String id, Pause pause) throws UnknownSchemaException, IOException {
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
        Answer answer = post("AWSGlue.GetSchemaVersion", "{\"SchemaVersionId\": \"" + id + "\"}");
        JsonNode body = answer.body();
        if (answer.status() == 200 && body.path("SchemaDefinition").isTextual()) {
            String format = body.path("DataFormat").asText("AVRO");
            if (!format.equals("AVRO")) {
                throw new UnknownSchemaException(where() + " has schema " + id + " as " + format + ", expected AVRO");
            }
            return List.of(body.path("SchemaDefinition").textValue());
        }
        String type = body.path("__type").asText("");
        String code = type.substring(type.indexOf('#') + 1);
        String message = body.path("Message").asText(body.path("message").asText(""));
        String said = (code.isEmpty() ? "status " + answer.status() : code) + (message.isEmpty() ? "" : ": " + message);
        if (code.equals("EntityNotFoundException")) {
            throw new UnknownSchemaException(where() + " has no schema " + id);
        }
        if (answer.status() >= 500 || answer.status() == 429 || PASSING.contains(code)) {
            throw new PassingFailure(where() + " answers with " + said);
        }
        throw new IOException(where() + " refuses this client: " + said);
    }

    private Answer post(String target, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("Content-Length", String.valueOf(content.length))
                .putHeader("X-Amz-Target", target)
                .contentStreamProvider(() -> new java.io.ByteArrayInputStream(content))
                .build();
        SdkHttpFullRequest signed = signed(request);
        try (SdkHttpClient client = UrlConnectionHttpClient.builder()
                .connectionTimeout(RegistryCall.PATIENCE)
                .socketTimeout(RegistryCall.PATIENCE)
                .build()) {
            HttpExecuteResponse response = client.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed)
                            .contentStreamProvider(
                                    signed.contentStreamProvider().orElse(null))
                            .build())
                    .call();
            try (InputStream answer =
                    response.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
                return new Answer(response.httpResponse().statusCode(), json(answer.readAllBytes()));
            }
        } catch (IOException e) {
            throw RegistryCall.told(where(), e);
        }
    }

    private SdkHttpFullRequest signed(SdkHttpFullRequest request) throws IOException {
        try {
            return Aws4Signer.create()
                    .sign(
                            request,
                            Aws4SignerParams.builder()
                                    .awsCredentials(credentials().resolveCredentials())
                                    .signingName("glue")
                                    .signingRegion(Region.of(region))
                                    .build());
        } catch (SdkClientException e) {
            throw new IOException(
                    where()
                            + " wants credentials, and there are none: not in the environment, the AWS profile or a role"
                            + " of this machine",
                    e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode(); // of something else than Glue; its status says more
        }
    }

    private AwsCredentialsProvider credentials() throws IOException {
        if (!InetAddress.getByName(endpoint.getHost()).isLoopbackAddress()) {
            return DefaultCredentialsProvider.create();
        }
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    }

    private String where() {
        return "the Glue schema registry " + endpoint;
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
