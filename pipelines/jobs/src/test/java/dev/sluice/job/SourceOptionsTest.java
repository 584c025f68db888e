package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SourceOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(SourceOptions.class))
                .hasSize(18)
                .containsEntry("getIdleTimeout", "PT30S")
                .containsEntry("getTopicPattern", null)
                .containsEntry("getStream", null)
                .containsEntry("getConsumerARN", null)
                .containsEntry("getConsumerName", null)
                .containsEntry("getReceiveMaximum", null)
                .containsEntry("getCatalog", "./tables")
                .containsEntry("getStartingPosition", "LATEST")
                .containsEntry("getEndingPosition", "NEVER")
                .containsEntry("getTimeZone", "UTC")
                .containsEntry("getTable", null)
                .containsEntry("getSource", null)
                .containsEntry("getTopic", null)
                .containsEntry("getClientId", null)
                .containsEntry("getFiles", null)
                .containsEntry("getSchemaRegistry", null)
                .containsEntry("getSchemaRegistryConnection", null)
                .containsEntry("getTimeout", null);
    }
}
