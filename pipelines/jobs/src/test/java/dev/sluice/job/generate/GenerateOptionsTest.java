package dev.sluice.job.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class GenerateOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(GenerateOptions.class))
                .hasSize(14)
                .containsEntry("getMessages", "device")
                .containsEntry("getStream", null)
                .containsEntry("getQos", null)
                .containsEntry("getRetained", null)
                .containsEntry("getAlsoTo", null)
                .containsEntry("getRecords", "3600")
                .containsEntry("getRate", "0")
                .containsEntry("getSeed", "1")
                .containsEntry("getDevice", null)
                .containsEntry("getTo", null)
                .containsEntry("getStart", null)
                .containsEntry("getReadings", null)
                .containsEntry("getTopic", null)
                .containsEntry("getOutput", null);
    }
}
