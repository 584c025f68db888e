package dev.sluice.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class PublishOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(PublishOptions.class))
                .hasSize(8)
                .containsEntry("getClientId", null)
                .containsEntry("getTopic", null)
                .containsEntry("getQos", null)
                .containsEntry("getRetained", null)
                .containsEntry("getDeadLetters", null)
                .containsEntry("getSpool", null)
                .containsEntry("getSpoolLimit", "64MiB")
                .containsEntry("getTimeout", null);
    }
}
