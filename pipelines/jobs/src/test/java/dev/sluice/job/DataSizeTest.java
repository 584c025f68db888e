package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataSizeTest {

    private final List<String> mistakes = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "2048b, 2048",
        "512k, 524288",
        "512 KiB, 524288",
        "128MiB, 134217728",
        "128m, 134217728",
        "2g, 2147483648",
        "8GiB, 8589934592"
    })
    void bytesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(DataSize.read("size", text, 1024, mistakes)).isEqualTo(OptionalLong.of(bytes));
        assertThat(mistakes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "1.5g", "-1m", "10MB", "1023", "99999999999999999999", "999999999999999g"})
    void whatIsNoSizeIsSaid(String text) {
        assertThat(DataSize.read("size", text, 1024, mistakes)).isEmpty();
        assertThat(mistakes)
                .containsExactly("--size: expected a size such as 128MiB, 512KiB or 1048576 (bytes), of at least 1 KiB,"
                        + " found '" + text + "'");
    }
}
