package dev.sluice.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.format.RecordDecoder;
import dev.sluice.mapping.CompiledMapping;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a record costs on its way from Kafka to a file: from JSON to a row, and from one row to another. */
@State(Scope.Benchmark) // not final: JMH extends it
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RecordBenchmark.RECORDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RecordBenchmark {

    static final int RECORDS = 10_000;

    private final List<byte[]> messages = new ArrayList<>(RECORDS);
    private final List<@Nullable Object[]> rows = new ArrayList<>(RECORDS);
    private final JsonFactory bare = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private final RecordDecoder look = PayloadEncoding.defaults().decoder(payload -> List.of());
    private final RecordDecoder decoder;
    private final CompiledMapping mapping;

    /** Makes the messages and their rows, once for each fork. */
    public RecordBenchmark() {
        TableDefinition table = SenseHat.table();
        decoder = table.decoder();
        mapping = SenseHat.mapping();
        DeviceFleet fleet = new DeviceFleet(RECORDS);
        while (fleet.hasNext()) {
            byte[] message = fleet.next();
            messages.add(message);
            rows.add(SenseHat.row(decoder, message));
        }
    }

    /** The least that any reader of JSON does: Jackson's tokens, each value taken as what it is, and nothing kept. */
    @Benchmark
    public void parse(Blackhole values) throws IOException {
        for (byte[] message : messages) {
            try (JsonParser parser = bare.createParser(message)) {
                JsonToken token;
                while ((token = parser.nextToken()) != null) {
                    switch (token) {
                        case VALUE_STRING -> values.consume(parser.getText());
                        case VALUE_NUMBER_FLOAT -> values.consume(parser.getDoubleValue());
                        case VALUE_NUMBER_INT -> values.consume(parser.getLongValue());
                        default -> {}
                    }
                }
            }
        }
    }

    /** JSON to a row of the lake: what {@link #parse} is the measure of. */
    @Benchmark
    public void decodeAndMap(Blackhole rowsMade) throws MalformedRecordException {
        for (byte[] message : messages) {
            for (@Nullable Object[] row : decoder.decode(message)) {
                rowsMade.consume(mapping.apply(row));
            }
        }
    }

    /** Whether a message is compressed, which its first byte says it is not: a part of {@link #decode}. */
    @Benchmark
    public void look(Blackhole nothing) throws MalformedRecordException {
        for (byte[] message : messages) {
            nothing.consume(look.decode(message));
        }
    }

    /** JSON to a row of the table. */
    @Benchmark
    public void decode(Blackhole rowsMade) throws MalformedRecordException {
        for (byte[] message : messages) {
            rowsMade.consume(decoder.decode(message));
        }
    }

    /** A row of the table to a row of the lake. */
    @Benchmark
    public void map(Blackhole rowsMade) throws MalformedRecordException {
        for (@Nullable Object[] row : rows) {
            rowsMade.consume(mapping.apply(row));
        }
    }
}
