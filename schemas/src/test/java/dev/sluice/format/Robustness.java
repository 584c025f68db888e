package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of so many payloads. Every one gave rows, gave none, or was malformed with a reason and a message that is
 * not too long; anything else is an error that names the payload.
 *
 * @param slowest the CPU time of the slowest decoding
 * @param reasons how many were malformed for each
 */
record Robustness(
        long payloads, long withRows, long without, long malformed, Duration slowest, Map<String, Integer> reasons) {

    static Robustness of(RecordDecoder decoder, Mutants mutants, int payloads) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Integer> reasons = new TreeMap<>();
        long withRows = 0;
        long without = 0;
        long malformed = 0;
        long slowest = 0;
        for (int i = 0; i < payloads; i++) {
            byte[] payload = mutants.next();
            long before = threads.getCurrentThreadCpuTime();
            try {
                List<Object[]> rows = decoder.decode(payload);
                if (rows.isEmpty()) {
                    without++;
                } else {
                    withRows++;
                }
            } catch (MalformedRecordException e) {
                malformed++;
                reasons.merge(e.reason(), 1, Integer::sum);
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutant " + i + ", " + payload.length + " bytes: " + shown(payload), e);
            }
            slowest = Math.max(slowest, threads.getCurrentThreadCpuTime() - before);
        }
        return new Robustness(payloads, withRows, without, malformed, Duration.ofNanos(slowest), reasons);
    }

    private static String shown(byte[] payload) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(payload.length, 2_000); i++) {
            shown.append(payload[i] >= ' ' ? (char) payload[i] : "\\x%02x".formatted(payload[i] & 0xFF));
        }
        return shown.toString();
    }
}
