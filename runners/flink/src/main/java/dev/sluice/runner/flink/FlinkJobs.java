package dev.sluice.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The jobs of a cluster, asked for by Flink's REST interface. */
final class FlinkJobs {

    private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String master;

    private FlinkJobs(String master) {
        this.master = master.replaceFirst("^https?://", "");
    }

    /** The cluster at {@code host:port}. */
    static FlinkJobs at(String master) {
        return new FlinkJobs(master);
    }

    /** Why a job of this name cannot be submitted: the cluster does not answer, or it runs there already. */
    List<String> mistakes(String jobName) {
        try {
            for (JsonNode job : overview().path("jobs")) {
                if (job.path("name").asText().equals(jobName)
                        && !OVER.contains(job.path("state").asText())) {
                    return List.of("this job runs on the cluster " + master + " already, as " + jobName + " ("
                            + job.path("jid").asText() + "): cancel it there first");
                }
            }
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            return List.of("--flinkMaster: Flink at " + master + " does not answer: "
                    + (e.getMessage() == null ? "connection refused" : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted while asking Flink at " + master);
        }
    }

    private JsonNode overview() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + master + "/jobs/overview"))
                .timeout(PATIENCE)
                .build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        return new ObjectMapper()
                .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
