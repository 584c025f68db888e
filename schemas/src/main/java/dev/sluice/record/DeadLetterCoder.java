package dev.sluice.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** A dead letter: its record as a batch of one ({@link RecordBatchCoder}), then stage, reason, message, time, table. */
public final class DeadLetterCoder extends CustomCoder<DeadLetter> {

    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
    private static final DeadLetterCoder INSTANCE = new DeadLetterCoder();

    private DeadLetterCoder() {}

    public static DeadLetterCoder of() {
        return INSTANCE;
    }

    @Override
    public void encode(DeadLetter letter, OutputStream out) throws IOException {
        RawRecord record = letter.record();
        RecordBatch.Builder batch = RecordBatch.Builder.of(record.source(), false);
        batch.add(
                record.partition(),
                null,
                record.position(),
                record.arrival().toEpochMilli(),
                record.key(),
                record.attributes(),
                record.payload(),
                null);
        RecordBatchCoder.of().encode(batch.build(record.arrival(), record.arrival()), out);
        TEXT.encode(letter.stage().name(), out);
        TEXT.encode(letter.reason(), out);
        TEXT.encode(letter.message(), out);
        InstantCoder.of()
                .encode(org.joda.time.Instant.ofEpochMilli(letter.time().toEpochMilli()), out);
        TEXT.encode(letter.table(), out);
    }

    @Override
    public DeadLetter decode(InputStream in) throws IOException {
        RawRecord record = RecordBatchCoder.of().decode(in).record(0);
        return new DeadLetter(
                record,
                DeadLetter.Stage.valueOf(TEXT.decode(in)),
                TEXT.decode(in),
                TEXT.decode(in),
                Instant.ofEpochMilli(InstantCoder.of().decode(in).getMillis()),
                TEXT.decode(in));
    }

    @Override
    public void verifyDeterministic() {
        // As RecordBatchCoder; the rest is text.
    }
}
