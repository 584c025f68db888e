package dev.sluice.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** The one job of a cluster, by Flink's REST interface, as an operator would treat it. */
final class ClusterJob {

    private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private ClusterJob(String address) {
        this.address = address;
    }

    static ClusterJob at(String address) {
        return new ClusterJob(address);
    }

    /** Whether a job runs, with all its tasks. */
    boolean isRunning() throws IOException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            JsonNode tasks = job.path("tasks");
            if (job.path("state").asText().equals("RUNNING")
                    && tasks.path("running").asInt() == tasks.path("total").asInt()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is no job that is not over. */
    boolean isOver() throws IOException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (!OVER.contains(job.path("state").asText())) {
                return false;
            }
        }
        return true;
    }

    /** How many checkpoints the job has completed since it was submitted. */
    int checkpoints() throws IOException {
        return get("/jobs/" + id() + "/checkpoints")
                .path("counts")
                .path("completed")
                .asInt();
    }

    void cancel() throws IOException {
        send(request("/jobs/" + id()).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** Asks for a savepoint behind which the job ends, and gives the name of the request. */
    Stop stopWithSavepoint(Path directory) throws IOException {
        String id = id();
        JsonNode answer = send(request("/jobs/" + id + "/stop")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"targetDirectory\": \"" + directory.toUri() + "\", \"drain\": false}")));
        return new Stop(id, answer.required("request-id").asText());
    }

    /** A stop that was asked for. */
    record Stop(String job, String request) {}

    /** Where the savepoint lies; empty while it is not complete. */
    String savepoint(Stop stop) throws IOException {
        JsonNode answer = get("/jobs/" + stop.job + "/savepoints/" + stop.request);
        JsonNode operation = answer.path("operation");
        if (operation.has("failure-cause")) {
            throw new IOException(operation.path("failure-cause").toString());
        }
        return operation.path("location").asText("");
    }

    private String id() throws IOException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (!OVER.contains(job.path("state").asText())) {
                return job.path("jid").asText();
            }
        }
        throw new IOException("no job runs at " + address);
    }

    private JsonNode get(String path) throws IOException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(Duration.ofSeconds(20));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IOException(response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Flink at " + address, e);
        }
    }
}
