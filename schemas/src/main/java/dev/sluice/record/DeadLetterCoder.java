package dev.sluice.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * A dead letter: its record as a batch of one ({@link RecordBatchCoder}), then stage, reason, message, time, table, when it
 * was read, fingerprint.
 */
public final class DeadLetterCoder extends CustomCoder<DeadLetter> {

    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
    private static final NullableCoder<String> TEXT_OR_NONE = NullableCoder.of(TEXT);
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
        encode(letter.time(), out);
        TEXT.encode(letter.table(), out);
        encode(letter.readAt(), out);
        TEXT_OR_NONE.encode(letter.fingerprint(), out);
    }

    @Override
    public DeadLetter decode(InputStream in) throws IOException {
        RawRecord record = RecordBatchCoder.of().decode(in).record(0);
        return new DeadLetter(
                record,
                DeadLetter.Stage.valueOf(TEXT.decode(in)),
                TEXT.decode(in),
                TEXT.decode(in),
                decodeInstant(in),
                TEXT.decode(in),
                decodeInstant(in),
                TEXT_OR_NONE.decode(in));
    }

    private static void encode(Instant time, OutputStream out) throws IOException {
        InstantCoder.of().encode(org.joda.time.Instant.ofEpochMilli(time.toEpochMilli()), out);
    }

    private static Instant decodeInstant(InputStream in) throws IOException {
        return Instant.ofEpochMilli(InstantCoder.of().decode(in).getMillis());
    }

    @Override
    public void verifyDeterministic() {
        // As RecordBatchCoder; the rest is text.
    }
}
