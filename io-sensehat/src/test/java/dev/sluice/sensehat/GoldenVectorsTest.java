package dev.sluice.sensehat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/**
 * The same numbers as the reference library from the same bytes. {@code SENSEHAT_GOLDEN=DIR} compares with another folder of
 * the same form.
 */
final class GoldenVectorsTest {

    private final Golden golden = Golden.folder();

    @Test
    void motionIsWhatTheReferenceMakesOfIt() throws Exception {
        for (JsonNode entry : golden.manifest("imu")) {
            GoldenMotion.compare(golden, entry);
        }
        golden.done("motion");
    }

    @Test
    void humidityPressureAndTemperaturesAreWhatTheReferenceMakesOfThem() throws Exception {
        for (JsonNode entry : golden.manifest("env")) {
            GoldenEnvironment.compare(golden, entry);
        }
        golden.done("environment");
    }

    @Test
    void theSameChipsAreFoundAndSetToTheSameRatesAndRanges() throws Exception {
        for (String file : golden.names("transcripts", ".jsonl")) {
            GoldenTranscripts.compare(golden, file);
        }
        golden.done("transcripts");
    }

    @Test
    void pythonsCallsGiveTheSameWhereTheyAreRight() throws Exception {
        new GoldenPython(golden).compare();
        golden.done("python_e2e.json");
    }
}
