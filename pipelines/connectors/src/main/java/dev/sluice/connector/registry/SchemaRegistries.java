package dev.sluice.connector.registry;

import dev.sluice.format.SchemaRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registries by their addresses. */
public final class SchemaRegistries {

    private static final Pattern GLUE_HOST = Pattern.compile(
            "(?:[a-z0-9-]+\\.)?glue(?:-fips)?\\.([a-z0-9-]+)\\.(?:vpce\\.)?(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");
    private static final String GLUE = "glue+";
    private static final String LOCAL_REGION = "us-east-1";
    private static final String EXPECTED =
            "expected https://registry.example:8081, or" + " https://glue.eu-central-1.amazonaws.com for Glue's, ";

    private SchemaRegistries() {}

    /**
     * The registry at an address: Glue's where the host is one of Glue's, or the address begins with {@code glue+} (an endpoint
     * of other name); else one with Confluent's interface. Nothing is connected to.
     *
     * @param connection a connection file with user, password and certificates for Confluent's; null: none
     * @param awsRegion for an endpoint of Glue's that does not name its region, or null
     * @param mistakes takes one sentence for each mistake
     * @return null where there are mistakes
     */
    public static @Nullable RemoteRegistry open(
            String url, @Nullable String connection, @Nullable String awsRegion, List<String> mistakes) {
        boolean glue = url.startsWith(GLUE);
        URI uri = uri(glue ? url.substring(GLUE.length()) : url);
        if (uri == null) {
            mistakes.add("--schemaRegistry: " + EXPECTED + "found '" + url + "'");
            return null;
        }
        Matcher host = GLUE_HOST.matcher(uri.getHost().toLowerCase(Locale.ROOT));
        if (host.matches() || glue) {
            if (connection != null) {
                mistakes.add("--schemaRegistryConnection: expected none for Glue's registry, which takes AWS's own"
                        + " credentials");
                return null;
            }
            String region = host.matches() ? host.group(1) : awsRegion == null ? LOCAL_REGION : awsRegion;
            return new GlueRegistry(uri, region);
        }
        RegistryAccess access = new RegistryAccess(connection);
        List<String> wrong = access.mistakes("https".equalsIgnoreCase(uri.getScheme()));
        mistakes.addAll(wrong);
        return wrong.isEmpty() ? new ConfluentRegistry(uri, access) : null;
    }

    private static @Nullable URI uri(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return web && bare && uri.getHost() != null && uri.getPort() <= 65_535 ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** One sentence where a registry cannot be asked; empty where it can, or is none of these. */
    public static List<String> unreachable(@Nullable SchemaRegistry registry) {
        return registry instanceof RemoteRegistry remote ? remote.unreachable() : List.of();
    }
}
