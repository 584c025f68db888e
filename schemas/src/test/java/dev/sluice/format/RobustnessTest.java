package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RobustnessTest {

    private static final long SEED = 20200416;

    static List<MutatedFormat> formats() throws Exception {
        return MutatedFormat.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void everySampleCanBeRead(MutatedFormat format) throws MalformedRecordException {
        RecordDecoder decoder = format.decoder();

        for (byte[] sample : format.samples()) {
            assertThat(decoder.decode(sample)).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("formats")
    void whateverTheBytesRowsComeOutOrThePayloadIsMalformed(MutatedFormat format) {
        Robustness robustness = Robustness.of(format.decoder(), format.mutants(SEED, 1_500), 3_000);

        check(robustness);
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("formats")
    @Tag("long")
    void ofHalfAMillionNoneTakesLongerThanASecond(MutatedFormat format) {
        Robustness robustness = Robustness.of(format.decoder(), format.mutants(SEED + 1, 10_000), 500_000);

        System.out.println(format + ": " + robustness);
        check(robustness);
        assertThat(robustness.slowest()).isLessThan(Duration.ofSeconds(1));
    }

    private static void check(Robustness robustness) {
        assertThat(robustness.withRows()).isPositive();
        assertThat(robustness.malformed()).isPositive();
        assertThat(robustness.withRows() + robustness.without() + robustness.malformed())
                .isEqualTo(robustness.payloads());
    }
}
