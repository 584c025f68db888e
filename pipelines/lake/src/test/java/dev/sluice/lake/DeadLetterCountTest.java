package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLetterCountTest {

    @TempDir
    Path lake;

    private LakeLayout layout;
    private long next = -1;

    @BeforeEach
    void begin() {
        layout = Readings.layout(lake, Partitioning.by("at"));
    }

    @Test
    void aRunIsStoppedByMoreLettersThanTheLimitAndSaysWhatMostOfThemAre() throws Exception {
        DeadLetterCount count = count("2");
        publish(Instant.now(), "garbage", "{\"id\":1}", "{\"at\":\"2020-04-16T11:00:00Z\"}");
        assertThatCode(() -> count.check(false)).doesNotThrowAnyException();

        publish(Instant.now(), "[]", "{\"id\":2}");

        assertThatThrownBy(() -> count.check(false))
                .isInstanceOf(DeadLetterLimitException.class)
                .hasMessageStartingWith("3 of 5 records are dead letters since this start: more than"
                        + " --maxDeadLetters=2. 2 of them are partition-time-missing; the first is malformed-json: ")
                .hasMessageContaining("They lie in " + lake.resolve("_dead_letters"))
                .hasMessageContaining("Nothing is lost");
    }

    @Test
    void everyStepThatCountsSeesTheSameWhereverItIs() throws Exception {
        DeadLetterCount one = count("1");
        DeadLetterCount two = SerializableUtils.clone(one);
        publish(Instant.now(), "garbage");
        one.check(false);
        publish(Instant.now(), "garbage");

        assertThatThrownBy(() -> two.check(false)).isInstanceOf(DeadLetterLimitException.class);
        assertThatThrownBy(() -> one.check(false)).isInstanceOf(DeadLetterLimitException.class);
    }

    @Test
    void lettersOfEarlierRunsDoNotCountThoughTheyArePublishedInThisOne() throws Exception {
        publish(Instant.now(), "garbage", "garbage");
        DeadLetterCount count = count("1");
        publish(Instant.now().minus(Duration.ofHours(1)), "garbage", "garbage", "garbage");
        publish(Instant.now(), "garbage");

        assertThatCode(() -> count.check(true)).doesNotThrowAnyException();
    }

    private DeadLetterCount count(String limit) throws IOException {
        return DeadLetterCount.sinceNow(layout, DeadLetterLimit.parse(limit).orElseThrow());
    }

    private void publish(Instant failedAt, String... payloads) throws IOException {
        RowMaker maker = RowMaker.of(
                Readings.TABLE,
                Mapping.identity(),
                layout.partitioning(),
                Clock.fixed(failedAt.plusMillis(1), ZoneOffset.UTC));
        OpenFiles files = new OpenFiles(layout, Readings.TABLE.schema(), WriterSettings.defaults());
        maker.write(Readings.batch("p", next, payloads), files);
        next += payloads.length;
        PublicationLog.of(layout).publish(files.close());
    }
}
