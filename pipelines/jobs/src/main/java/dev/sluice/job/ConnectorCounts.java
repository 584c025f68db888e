package dev.sluice.job;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** What the connectors of a job have counted, and the records it could not use, for people. */
final class ConnectorCounts {

    private ConnectorCounts() {}

    /** One line, such as {@code 10 records read from mqtt, 9 written to kafka, 1 refused}; empty where nothing was counted. */
    static String of(MetricResults metrics) {
        Map<String, Long> read = new TreeMap<>();
        Map<String, Long> written = new TreeMap<>();
        long refused = 0;
        long late = 0;
        long deadLetters = 0;
        MetricQueryResults all = metrics.queryMetrics(MetricsFilter.builder().build());
        for (MetricResult<Long> counter : all.getCounters()) {
            String kind = counter.getName().getNamespace();
            long count = counter.getAttempted();
            switch (counter.getName().getName()) {
                case "recordsRead" -> read.merge(kind, count, Long::sum);
                case "recordsWritten" -> written.merge(kind, count, Long::sum);
                case "recordsRefused" -> refused += count;
                case "lateRows" -> late += count;
                case "deadLetters" -> deadLetters += count;
                default -> {}
            }
        }
        StringJoiner line = new StringJoiner(", ");
        read.forEach((kind, count) -> line.add(String.format("%,d records read from %s", count, kind)));
        written.forEach((kind, count) -> line.add(String.format("%,d written to %s", count, kind)));
        if (refused > 0 || line.length() > 0) {
            line.add(String.format("%,d refused", refused));
        }
        if (late > 0) {
            line.add(String.format("%,d rows late for all their windows", late));
        }
        if (deadLetters > 0) {
            line.add(String.format("%,d dead letters", deadLetters));
        }
        return line.toString();
    }
}
