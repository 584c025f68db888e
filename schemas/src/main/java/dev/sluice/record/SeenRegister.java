package dev.sluice.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;

/** Which keys were seen: in memory to be asked, in a {@link SeenJournal} to be known to the next process. Thread-safe. */
final class SeenRegister implements Closeable {

    private final SeenKeys keys;
    private final SeenJournal journal;
    private final Clock clock;

    private SeenRegister(SeenKeys keys, SeenJournal journal, Clock clock) {
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Opens the register of a key in {@code directory}, as it stands by the job's progress and the mark of a checkpoint.
     *
     * @param within how long a key is remembered
     */
    static SeenRegister open(
            Path directory, String key, Duration within, Progress progress, JournalMark mark, Clock clock)
            throws IOException {
        SeenKeys keys = new SeenKeys(within.toSeconds());
        SeenJournal journal = new SeenJournal(directory, key, within, mark, clock);
        journal.load(progress, keys);
        return new SeenRegister(keys, journal, clock);
    }

    /**
     * The batch without the records that were seen before, also in the batch itself; from now on its others are.
     *
     * @param hashes of the keys, see {@link KeyHash}
     */
    synchronized RecordBatch take(RecordBatch batch, byte[] hashes) throws IOException {
        int now = (int) clock.instant().getEpochSecond();
        ByteBuffer all = ByteBuffer.wrap(hashes);
        BitSet duplicates = new BitSet();
        int[] places = new int[batch.size()];
        int count = 0;
        for (int i = 0; i < batch.size(); i++) {
            long high = all.getLong();
            long low = all.getLong();
            if ((high | low) == 0) {
                continue; // no key: whoever decodes it has something to say about it
            }
            if (keys.add(high, low, now)) {
                places[count++] = i;
            } else {
                duplicates.set(i);
            }
        }
        if (count > 0) {
            journal.append(JournalSegment.seen(batch, hashes, Arrays.copyOf(places, count), now));
        }
        return batch.without(duplicates);
    }

    /** Says that these records are published. */
    synchronized void published(PartitionRange range) throws IOException {
        if (range.records() > 0) {
            journal.append(JournalSegment.published(range));
        }
    }

    /** How far the journal is written. */
    synchronized JournalMark mark() {
        return journal.mark();
    }

    /** Forces what was seen to the disk. */
    synchronized void force() throws IOException {
        journal.force();
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
