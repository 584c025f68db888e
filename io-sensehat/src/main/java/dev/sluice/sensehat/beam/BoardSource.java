package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.Settings;
import dev.sluice.sensehat.emulator.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** A board as an unbounded source with one split: see {@link SenseHatIO}. */
final class BoardSource extends UnboundedSource<BoardRecord, BoardMark> {

    private static final long serialVersionUID = 1;

    private final Device device;
    private final Duration interval;
    private final @Nullable String ini;

    /** @param ini the path of an {@code RTIMULib.ini} where the source runs, null for none */
    BoardSource(Device device, Duration interval, @Nullable String ini) {
        this.device = device;
        this.interval = interval;
        this.ini = ini;
    }

    Device device() {
        return device;
    }

    Duration interval() {
        return interval;
    }

    Settings settings() {
        return ini == null ? Settings.DEFAULT : Settings.from(Path.of(ini));
    }

    @Override
    public List<BoardSource> split(int desiredNumSplits, PipelineOptions options) {
        return List.of(this);
    }

    @Override
    public UnboundedReader<BoardRecord> createReader(PipelineOptions options, @Nullable BoardMark mark) {
        return new BoardReader(this, mark);
    }

    @Override
    public Coder<BoardMark> getCheckpointMarkCoder() {
        return BoardMark.CODER;
    }

    @Override
    public Coder<BoardRecord> getOutputCoder() {
        return BoardRecordCoder.of();
    }
}
