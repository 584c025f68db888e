package dev.sluice.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Device messages to a lake of ZSTD Parquet by the hour of the event. */
record LakeWorkload() implements Workload {

    static final String NAME = "lake";
    static final OutputFigure FILES = OutputFigure.count("files", "files");
    static final OutputFigure BYTES = new OutputFigure("bytes", "size of files, MB", "%,.1f", 1 << 20);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public List<OutputFigure> figures() {
        return List.of(FILES, BYTES);
    }

    @Override
    public List<String> topics(Trial trial) {
        return List.of(topic(trial.records()));
    }

    @Override
    public Task fill(Place place, long records) throws IOException {
        DeviceFleet fleet = new DeviceFleet(records);
        String topic = topic(records);
        fleet.sendTo(place.bootstrapServers(), topic, OutputStream.nullOutputStream());
        return new LakeTask(place, topic, fleet.totals());
    }

    private static String topic(long records) {
        return "fleet-" + records;
    }
}
