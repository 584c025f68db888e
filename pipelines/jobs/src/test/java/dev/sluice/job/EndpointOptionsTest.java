package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EndpointOptionsTest {

    @Test
    void noBrokerIsAssumed() throws Exception {
        assertThat(OptionDefaults.of(EndpointOptions.class))
                .hasSize(2)
                .containsEntry("getBootstrapServers", null)
                .containsEntry("getBroker", null);
    }
}
