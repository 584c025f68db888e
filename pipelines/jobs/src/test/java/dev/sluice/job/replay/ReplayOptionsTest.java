package dev.sluice.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class ReplayOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(ReplayOptions.class))
                .hasSize(3)
                .containsEntry("getReason", null)
                .containsEntry("getLettersOf", null)
                .containsEntry("isList", false);
    }
}
