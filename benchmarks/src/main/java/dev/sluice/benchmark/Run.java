package dev.sluice.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial that was made.
 *
 * @param trial which
 * @param usage of the whole process
 * @param outcome what it left behind
 */
record Run(Trial trial, Usage usage, Outcome outcome) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isVerified() {
        return outcome.mistakes().isEmpty();
    }

    double recordsPerSecond() {
        return trial.records() / usage.wallSeconds();
    }

    /** How much of something it left behind; not a number where nobody looked. */
    double output(OutputFigure figure) {
        Long value = outcome.output().get(figure.name());
        return value == null ? Double.NaN : value / figure.unit();
    }

    /**
     * One line of JSON, without the line's end.
     *
     * @param settings what was chosen about the workload
     */
    String toLine(String time, String javaOptions, Map<String, Object> settings) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", time);
        line.put("candidate", trial.candidate());
        line.put("javaOptions", javaOptions);
        line.putAll(settings);
        line.put("round", trial.round());
        line.put("records", trial.records());
        line.put("wallSeconds", usage.wallSeconds());
        line.put("userSeconds", usage.userSeconds());
        line.put("systemSeconds", usage.systemSeconds());
        line.put("peakBytes", usage.peakBytes());
        line.putAll(new TreeMap<>(outcome.output()));
        line.put("mistakes", outcome.mistakes());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts are JSON", e);
        }
    }
}
