package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A series of faults: its chance, and its verdicts, each printed when it is found. */
final class Faults {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Random random;
    private final List<Verdict> verdicts = new ArrayList<>();

    private Faults(Random random) {
        this.random = random;
    }

    /** A series that can be had again by its seed. */
    static Faults seeded() {
        Long seed = Long.getLong("faults.seed");
        long chosen = seed == null ? new Random().nextLong() : seed;
        say("seed " + chosen);
        return new Faults(new Random(chosen));
    }

    /** How often, where it is not said on the command line. */
    static int times(String fault, int unlessSaid) {
        return Integer.getInteger("faults." + fault, unlessSaid);
    }

    static void say(String line) {
        System.out.println("faults: " + TIME.format(LocalTime.now(ZoneOffset.UTC)) + " " + line);
    }

    Random random() {
        return random;
    }

    void add(Verdict verdict) {
        say(verdict.toString());
        verdicts.add(verdict);
    }

    void assertAllExact() {
        assertThat(verdicts).allMatch(Verdict::isExact);
    }
}
