package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.Http2Configuration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;

/**
 * Subscribes to the shards of a stream as a consumer that has 2 MB/s of each for itself, in place of its share of what all
 * poll: enhanced fan-out. The SDK's asynchronous client and Netty are loaded with this class and not before. A thread of
 * its own serves all subscriptions of a reader, and ends with it.
 *
 * <p>Subscriptions are spoken over HTTP/2, as the service wants it. An endpoint of plain {@code http}, which the service has
 * not, is spoken to in HTTP/1.1: servers that stand in for it know no HTTP/2.
 */
final class FanOut implements ShardCursor.Factory {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** None of the client's: how long is too long depends on what is waited for, see {@link SubscribedCursor}. */
    private static final Duration READ = Duration.ofDays(1);
    /** What a subscription may have on its way to us. */
    private static final int WINDOW = 512 << 10;

    private final KinesisAddress address;
    private final String consumer;
    private final EventLoopGroup thread;
    private final KinesisAsyncClient client;

    private FanOut(KinesisAddress address, String consumer) {
        this.address = address;
        this.consumer = consumer;
        thread = new NioEventLoopGroup(1, new DefaultThreadFactory("kinesis " + address.stream(), true));
        client = client(address, thread);
    }

    /** @param consumer the consumer's ARN */
    static FanOut as(String consumer, KinesisAddress address) {
        return new FanOut(address, consumer);
    }

    private static KinesisAsyncClient client(KinesisAddress address, EventLoopGroup thread) {
        URI endpoint = address.endpoint();
        boolean isPlain = endpoint != null && "http".equals(endpoint.getScheme());
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .region(Region.of(address.region()))
                .credentialsProvider(KinesisClients.credentials(address, null))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(SdkEventLoopGroup.create(thread, NioSocketChannel::new))
                        .protocol(isPlain ? Protocol.HTTP1_1 : Protocol.HTTP2)
                        .http2Configuration(Http2Configuration.builder()
                                .initialWindowSize(WINDOW)
                                .build())
                        .maxConcurrency(Integer.MAX_VALUE)
                        .connectionTimeout(CONNECT)
                        .readTimeout(READ))
                // Whoever waits for a subscription tries again. And no threads are needed to tell it.
                .overrideConfiguration(configuration -> configuration.retryPolicy(RetryPolicy.none()))
                .asyncConfiguration(configuration -> configuration.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    @Override
    public ShardCursor open(String shard, Position after) {
        return new SubscribedCursor(address, client, consumer, shard, after);
    }

    @Override
    public void close() {
        client.close();
        var unused = thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
