package dev.sluice.job.replay;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.record.Position;
import dev.sluice.record.ReplayedRecord;
import dev.sluice.schema.ReadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Letters as a stream, or a part of them: fixed when the replay begins, so that it does not read what it writes. */
record LetterStream(List<LetterPart> parts) implements RecordStream {

    LetterStream {
        parts = List.copyOf(parts);
    }

    @Override
    public String kind() {
        return ReplayedRecord.SOURCE;
    }

    /** At most one part for each file, the files dealt out in their order. */
    @Override
    public List<LetterStream> split(int wished, ReadSettings settings) {
        int splits = Math.max(1, Math.min(wished, parts.size()));
        List<LetterStream> split = new ArrayList<>();
        for (int first = 0; first < splits; first++) {
            List<LetterPart> mine = new ArrayList<>();
            for (int i = first; i < parts.size(); i += splits) {
                mine.add(parts.get(i));
            }
            split.add(new LetterStream(mine));
        }
        return split;
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) {
        return new LetterReader(parts, after, settings.progress());
    }
}
