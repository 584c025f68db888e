package dev.sluice.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a candidate.
 *
 * @param candidate its name
 * @param round from 1
 * @param records how many the topic has
 * @param usage of the whole process
 * @param files how many data files lie in the lake
 * @param bytes of the data files
 * @param mistakes what is wrong with the lake; none where it is verified
 */
record LakeRun(String candidate, int round, long records, Usage usage, int files, long bytes, List<String> mistakes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    LakeRun {
        mistakes = List.copyOf(mistakes);
    }

    boolean isVerified() {
        return mistakes.isEmpty();
    }

    double recordsPerSecond() {
        return records / usage.wallSeconds();
    }

    /** One line of JSON, without the line's end. */
    String toLine(String time, String javaOptions) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", time);
        line.put("candidate", candidate);
        line.put("javaOptions", javaOptions);
        line.put("round", round);
        line.put("records", records);
        line.put("wallSeconds", usage.wallSeconds());
        line.put("userSeconds", usage.userSeconds());
        line.put("systemSeconds", usage.systemSeconds());
        line.put("peakBytes", usage.peakBytes());
        line.put("files", files);
        line.put("bytes", bytes);
        line.put("mistakes", mistakes);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts are JSON", e);
        }
    }
}
