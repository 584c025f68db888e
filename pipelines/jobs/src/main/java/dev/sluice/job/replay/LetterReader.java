package dev.sluice.job.replay;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.lake.DeadLetterLines;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.record.ReplayedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads letters, file by file. A letter's position is its place among those of its reason in its file, from 0. */
final class LetterReader implements RecordReader {

    private final List<LetterPart> parts;
    private final Map<String, Position> after = new LinkedHashMap<>();
    private int next;
    private @Nullable OpenPart open;

    private static final class OpenPart {
        final LetterPart part;
        final DeadLetterLines lines;
        final Map<String, Long> places = new HashMap<>();

        OpenPart(LetterPart part) throws IOException {
            this.part = part;
            lines = DeadLetterLines.of(Path.of(part.file()));
        }

        /** The place of the letter that was just read. */
        long place(DeadLetter letter) {
            return places.merge(letter.reason(), 1L, Long::sum) - 1;
        }
    }

    LetterReader(List<LetterPart> parts, Map<String, Position> resumed, Progress durable) {
        this.parts = parts;
        for (LetterPart part : parts) {
            for (String reason : part.reasons()) {
                String partition = part.partition(reason);
                Position done = resumed.get(partition) == null ? durable.after(partition) : resumed.get(partition);
                after.put(partition, done == null ? Position.offset(-1) : done);
            }
        }
    }

    @Override
    public Map<String, Position> startingAfter() {
        return Map.copyOf(after);
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) throws IOException {
        while (!batch.isFull() && !isAtEnd()) {
            if (open == null) {
                open = new OpenPart(parts.get(next++));
            }
            DeadLetterLines.Line line = open.lines.next();
            if (line == null) {
                open.lines.close();
                open = null;
            } else if (open.part.reasons().contains(line.letter().reason())) {
                add(open.part.partition(line.letter().reason()), open.place(line.letter()), line.letter(), batch);
            }
        }
    }

    private void add(String partition, long place, DeadLetter letter, OpenBatch batch) {
        Position position = Position.offset(place);
        Position done = after.get(partition);
        if (done == null || position.compareTo(done) > 0) {
            RawRecord record = letter.record();
            batch.add(
                    partition,
                    position,
                    record.arrival().toEpochMilli(),
                    record.key(),
                    ReplayedRecord.attributes(letter),
                    record.payload());
        }
    }

    @Override
    public boolean isAtEnd() {
        return open == null && next >= parts.size();
    }

    /** Nobody waits for it: a file stays as it is. */
    @Override
    public void acknowledge(Map<String, Position> upTo) {}

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.lines.close();
        }
    }
}
