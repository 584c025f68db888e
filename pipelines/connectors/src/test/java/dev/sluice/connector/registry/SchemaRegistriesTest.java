package dev.sluice.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaRegistriesTest {

    private final List<String> mistakes = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "https://glue.eu-central-1.amazonaws.com, https://glue.eu-central-1.amazonaws.com, eu-central-1",
        "https://glue-fips.us-gov-west-1.amazonaws.com, https://glue-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://vpce-1-a.glue.us-east-2.vpce.amazonaws.com, https://vpce-1-a.glue.us-east-2.vpce.amazonaws.com, us-east-2",
        "glue+https://proxy.example:8443, https://proxy.example:8443, eu-west-3"
    })
    void gluesHostsSayTheirRegion(String url, String endpoint, String region) {
        assertThat(SchemaRegistries.open(url, null, "eu-west-3", mistakes))
                .isEqualTo(new GlueRegistry(URI.create(endpoint), region));
    }

    @Test
    void anyOtherHostHasConfluentsInterface() {
        assertThat(SchemaRegistries.open("http://registry.example:8080/apis/ccompat/v7", null, null, mistakes))
                .isEqualTo(new ConfluentRegistry(
                        URI.create("http://registry.example:8080/apis/ccompat/v7"), RegistryAccess.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:8081", "ftp://registry", "http://user:pass@registry", "http:///x", "http://a b"})
    void anAddressThatIsNoneIsAMistake(String url) {
        assertThat(SchemaRegistries.open(url, null, null, mistakes)).isNull();
        assertThat(mistakes)
                .containsExactly("--schemaRegistry: expected https://registry.example:8081, or"
                        + " https://glue.eu-central-1.amazonaws.com for Glue's, found '" + url + "'");
    }

    @Test
    void gluesRegistryTakesNoConnection() {
        assertThat(SchemaRegistries.open("https://glue.eu-central-1.amazonaws.com", "c.json", null, mistakes))
                .isNull();
        assertThat(mistakes).singleElement().asString().startsWith("--schemaRegistryConnection: expected none");
    }
}
