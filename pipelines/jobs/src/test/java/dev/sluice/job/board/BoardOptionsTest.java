package dev.sluice.job.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class BoardOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(BoardOptions.class))
                .hasSize(3)
                .containsEntry("getDevice", null)
                .containsEntry("getInterval", null)
                .containsEntry("getSettings", null);
    }
}
