package dev.sluice.connector.kinesis;

import dev.sluice.schema.TableDefinition;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Which stream, where, and as whom.
 *
 * @param stream its name
 * @param streamArn its ARN where the table says it, which a stream of another account needs; else null
 * @param endpoint where to connect, or null for the region's own endpoint
 * @param role the role to assume, or null to come as oneself
 * @param session the name of the role's session, as the other account's trail shows it
 */
record KinesisAddress(
        String stream,
        @Nullable String streamArn,
        @Nullable URI endpoint,
        String region,
        @Nullable String role,
        String session)
        implements Serializable {

    static final String STREAM = "streamName";
    static final String STREAM_ARN = "streamARN";
    static final String ENDPOINT = "endpointUrl";
    static final String REGION = "awsRegion";
    static final String ROLE = "awsSTSRoleARN";
    static final String SESSION = "awsSTSSessionName";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kinesis:([a-z0-9-]+):\\d{12}:stream/([a-zA-Z0-9_.-]{1,128})");
    private static final Pattern ROLE_ARN = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/\\S+");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern REGION_NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern AWS_HOST = Pattern.compile(
            "(?:[a-z0-9-]+\\.)?kinesis(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)"
                    + "|\\d{12}\\.(?:control|data)-kinesis\\.([a-z0-9-]+)\\.amazonaws\\.com");
    private static final String DEFAULT_SESSION = "sluice";
    private static final String LOOPBACK_REGION = "us-east-1";

    /** One sentence for each mistake in a table's stream settings. */
    static List<String> mistakes(TableDefinition table) {
        List<String> mistakes = new ArrayList<>();
        read(table, mistakes);
        return mistakes;
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static KinesisAddress of(TableDefinition table) {
        List<String> mistakes = new ArrayList<>();
        KinesisAddress address = read(table, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return address;
    }

    private static KinesisAddress read(TableDefinition table, List<String> mistakes) {
        TableDefinition.Stream settings = table.stream();
        String name = settings.setting(STREAM);
        String arn = settings.setting(STREAM_ARN);
        Matcher named = ARN.matcher(arn == null ? "" : arn);
        boolean isArn = named.matches();
        if (arn != null && !isArn) {
            mistakes.add("streamARN: expected arn:aws:kinesis:REGION:ACCOUNT:stream/NAME, found '" + arn + "'");
        }
        if (name == null && arn == null) {
            mistakes.add("--stream is missing: table '" + table.name() + "' names no streamName and no streamARN");
        } else if (name != null && !NAME.matcher(name).matches()) {
            mistakes.add("--stream: expected up to 128 of the characters a-z A-Z 0-9 . _ -, found '" + name + "'");
        } else if (name != null && isArn && !name.equals(named.group(2))) {
            mistakes.add("--stream: '" + name + "' is not the stream of " + arn);
        }
        URI endpoint = endpoint(settings.setting(ENDPOINT), mistakes);
        String role = settings.setting(ROLE);
        if (role != null && !ROLE_ARN.matcher(role).matches()) {
            mistakes.add("--awsSTSRoleARN: expected arn:aws:iam::ACCOUNT:role/NAME, found '" + role + "'");
        }
        String session = Objects.requireNonNullElse(settings.setting(SESSION), DEFAULT_SESSION);
        if (!SESSION_NAME.matcher(session).matches()) {
            mistakes.add("--awsSTSSessionName: expected 2 to 64 of the characters a-z A-Z 0-9 _ + = , . @ -, found '"
                    + session + "'");
        }
        String region = region(settings.setting(REGION), endpoint, isArn ? named.group(1) : null, mistakes);
        String stream = isArn ? named.group(2) : Objects.requireNonNullElse(name, "");
        return new KinesisAddress(stream, arn, endpoint, region, role, session);
    }

    private static @Nullable URI endpoint(@Nullable String text, List<String> mistakes) {
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean isBare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (isWeb && isBare && uri.getHost() != null && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The sentence below says what was expected.
        }
        mistakes.add("--endpointUrl: expected https://kinesis.us-east-1.amazonaws.com or http://HOST:PORT, found '"
                + text + "'");
        return null;
    }

    /** The region that is named, which has to be the same wherever it is. */
    private static String region(
            @Nullable String option, @Nullable URI endpoint, @Nullable String ofArn, List<String> mistakes) {
        String ofEndpoint = endpoint == null ? null : ofHost(endpoint.getHost());
        if (option != null && !REGION_NAME.matcher(option).matches()) {
            mistakes.add("--awsRegion: expected a region such as us-east-1, found '" + option + "'");
            return option;
        }
        String region = null;
        String said = "";
        List<String> names = new ArrayList<>();
        for (String[] each :
                new String[][] {{option, "--awsRegion"}, {ofEndpoint, "--endpointUrl"}, {ofArn, "streamARN"}}) {
            if (each[0] != null && region != null && !region.equals(each[0])) {
                names.add(each[1] + " says " + each[0]);
            } else if (each[0] != null && region == null) {
                region = each[0];
                said = each[1];
            }
        }
        if (!names.isEmpty()) {
            mistakes.add("the region is not one: " + said + " says " + region + ", " + String.join(", ", names));
        }
        if (region != null) {
            return region;
        }
        Region configured = configured();
        if (configured != null) {
            return configured.id();
        }
        if (endpoint != null && isLoopback(endpoint)) {
            return LOOPBACK_REGION;
        }
        mistakes.add("--awsRegion is missing: no region in --endpointUrl, in streamARN, in AWS_REGION or in the AWS"
                + " profile; expected one such as us-east-1");
        return "";
    }

    private static @Nullable String ofHost(String host) {
        Matcher aws = AWS_HOST.matcher(host.toLowerCase(Locale.ROOT));
        return !aws.matches() ? null : aws.group(1) != null ? aws.group(1) : aws.group(2);
    }

    private static @Nullable Region configured() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException e) {
            return null; // nothing is configured
        }
    }

    private static boolean isLoopback(URI endpoint) {
        String host = endpoint.getHost();
        return host.equals("localhost") || (host.matches("[\\d.]+|\\[[0-9a-fA-F:]+]") && isLoopbackAddress(host));
    }

    private static boolean isLoopbackAddress(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress(); // a literal is not looked up
        } catch (java.net.UnknownHostException e) {
            return false;
        }
    }

    /** Whether the endpoint is on this machine: no part of AWS, it takes any credentials. */
    boolean isLocal() {
        return endpoint != null && isLoopback(endpoint);
    }

    /** The host that is connected to, for messages. */
    String host() {
        if (endpoint == null) {
            return "kinesis." + region + ".amazonaws.com";
        }
        return endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
    }

    /** The name of a shard of the stream, in batches and in the record of what is published. */
    String partition(String shard) {
        return stream + "/" + shard;
    }

    /** The shard of a {@linkplain #partition name}, or null where it is one of another stream. */
    @Nullable
    String shard(String partition) {
        return partition.startsWith(stream + "/") ? partition.substring(stream.length() + 1) : null;
    }

    @Override
    public String toString() {
        return "stream '" + stream + "' at " + host();
    }
}
