package dev.sluice.connector.kinesis;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Clients of the service. Credentials are looked for where the client is opened, on the worker, as all of Amazon's tools
 * do: environment, profile, the machine's role; an endpoint on this machine gets some where there are none.
 */
final class KinesisClients {

    /** How long one call may take: two tries. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final int RETRIES = 1;
    private static final Map<KinesisAddress, KinesisClient> OPEN = new ConcurrentHashMap<>();

    private KinesisClients() {}

    /** The client of this address, the same for all in this JVM: a runner may open readers every few seconds. */
    static KinesisClient of(KinesisAddress address) {
        return OPEN.computeIfAbsent(address, a -> open(a, null));
    }

    /** @param sts where roles are assumed, or null for the region's own endpoint */
    static KinesisClient open(KinesisAddress address, @Nullable URI sts) {
        // No timeout for whole calls: it would take threads that outlive a job in a Flink session.
        KinesisClientBuilder builder = KinesisClient.builder()
                .region(Region.of(address.region()))
                .credentialsProvider(credentials(address, sts))
                .httpClientBuilder(http())
                .overrideConfiguration(configuration -> configuration.retryPolicy(
                        RetryPolicy.builder().numRetries(RETRIES).build()));
        URI endpoint = address.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder().connectionTimeout(ONE_TRY).socketTimeout(ONE_TRY);
    }

    static AwsCredentialsProvider credentials(KinesisAddress address, @Nullable URI sts) {
        AwsCredentialsProvider own = address.isLocal() ? local() : DefaultCredentialsProvider.create();
        String role = address.role();
        if (role == null) {
            return own;
        }
        StsClientBuilder client = StsClient.builder()
                .region(Region.of(address.region()))
                .credentialsProvider(own)
                .httpClientBuilder(http())
                .overrideConfiguration(configuration -> configuration.retryPolicy(
                        RetryPolicy.builder().numRetries(RETRIES).build()));
        if (sts != null) {
            client.endpointOverride(sts);
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(client.build())
                .refreshRequest(request -> request.roleArn(role).roleSessionName(address.session()))
                .build();
    }

    /** Does not ask for the role of this machine: outside of AWS that takes seconds. */
    private static AwsCredentialsProvider local() {
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    }
}
