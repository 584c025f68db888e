package dev.sluice.job;

import dev.sluice.format.CsvFormat;
import dev.sluice.format.CsvHeader;
import dev.sluice.format.DetectedSchema;
import dev.sluice.format.FormatGuess;
import dev.sluice.format.GrokFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.RecordFormat;
import dev.sluice.format.SchemaDetection;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Columns that no table lists, told by the first records of a stream. Where a job is to start is fixed before they are read,
 * so that a start at the latest record does not leave out those of the sample.
 */
public final class TableInference {

    private final SourceConfig source;
    private final SampleConfig sample;
    private final ReadSettings reading;

    private TableInference(SourceConfig source, SampleConfig sample, ReadSettings reading) {
        this.source = source;
        this.sample = sample;
        this.reading = reading;
    }

    /**
     * What was detected.
     *
     * @param table the table with its columns, and the format they are read by
     * @param schema what the sample said
     * @param starts where a job starts that is to read the sample, too
     */
    public record DetectedTable(TableDefinition table, DetectedSchema schema, List<PartitionRange> starts) {
        /** What came out, for people. */
        public String summary() {
            return count(table.columns().size(), "column") + " detected from " + count(schema.records(), "record")
                    + (schema.malformed() == 0
                            ? ""
                            : String.format(", %,d of which are malformed and left out", schema.malformed()));
        }

        private static String count(long number, String of) {
            return String.format("%,d %s%s", number, of, number == 1 ? "" : "s");
        }
    }

    /**
     * Reads a sample of the source and gives its table.
     *
     * @param described whether the source's table says which format it is; else the sample's settings do, or the records
     * @throws MistakesException where the stream cannot be read, gives no record in time, or the records make no table
     */
    public static DetectedTable of(SourceConfig source, SampleConfig sample, boolean described)
            throws MistakesException, IOException {
        ReadSettings reading = ReadSettings.of("sample-" + UUID.randomUUID()).withStart(source.start());
        List<String> unreachable = source.connector().unreachable(source.table(), reading);
        if (!unreachable.isEmpty()) {
            throw new MistakesException(unreachable);
        }
        List<PartitionRange> starts = source.connector().starts(source.table(), reading);
        TableInference inference = new TableInference(source, sample, reading.withProgress(Progress.of(starts)));
        return inference.detect(described, starts);
    }

    private DetectedTable detect(boolean described, List<PartitionRange> starts) throws MistakesException, IOException {
        RecordFormat format = described ? source.table().format() : sample.format();
        if (format instanceof GrokFormat grok) {
            DetectedSchema schema = new DetectedSchema(grok.columns(), 0, 0, 0, List.of());
            return new DetectedTable(source.table().withColumns(grok.columns()), schema, starts);
        }
        List<RawRecord> records = read(format);
        if (format == null) {
            format = FormatGuess.of(payloads(records))
                    .orElseThrow(() -> MistakesException.of(
                            "--classification is missing: expected json or csv, for the records look like neither"));
            records = isFile() ? read(format) : records;
        } else if (!described && format instanceof CsvFormat csv) {
            CsvFormat parted =
                    csv.withDelimiter(FormatGuess.delimiter(payloads(records)).orElse(','));
            records = isFile() && !parted.equals(csv) ? read(parted) : records;
            format = parted;
        }
        return format instanceof CsvFormat csv ? csv(csv, records, starts) : detected(format, records, starts);
    }

    private DetectedTable csv(CsvFormat format, List<RawRecord> records, List<PartitionRange> starts)
            throws MistakesException {
        if (!isFile()) {
            if (sample.header() != null || format.headerLines() > 0) {
                throw MistakesException.of("a header is for files, and " + JobLaunch.describe(source.table())
                        + " has none: expected no --header, and no skip.header.line.count in the table");
            }
            return detected(format, records, starts);
        }
        int lines = headerLines(format, records);
        List<RawRecord> data = records.stream()
                .filter(r -> number(r) >= lines)
                .limit(sample.records())
                .toList();
        if (lines == 0) {
            return detected(format, data, starts);
        }
        CsvFormat named = format.withHeaderLines(lines);
        List<List<String>> headers = records.stream()
                .filter(r -> number(r) == lines - 1)
                .map(r -> names(format, r))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (headers.size() != 1) {
            throw MistakesException.of("expected one header of all files, found "
                    + (headers.isEmpty() ? "none that can be read" : headers.get(0) + " and " + headers.get(1)));
        }
        SchemaDetection detection = SchemaDetection.of(format, headers.get(0));
        data.forEach(r -> detection.add(r.payload()));
        return detected(named, detection.schema(), starts);
    }

    private int headerLines(CsvFormat format, List<RawRecord> records) {
        Boolean given = sample.header();
        if (given != null) {
            return given ? Math.max(1, format.headerLines()) : 0;
        }
        if (format.headerLines() > 0) {
            return format.headerLines();
        }
        RawRecord first = records.get(0);
        List<RawRecord> others = records.stream()
                .filter(r -> r.partition().equals(first.partition()) && number(r) > 0)
                .toList();
        boolean told = number(first) == 0 && CsvHeader.isHeader(format, first.payload(), payloads(others));
        return told ? 1 : 0;
    }

    private static @Nullable List<String> names(CsvFormat format, RawRecord header) {
        try {
            return CsvHeader.names(format, header.payload());
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    private DetectedTable detected(RecordFormat format, List<RawRecord> records, List<PartitionRange> starts)
            throws MistakesException {
        SchemaDetection detection = SchemaDetection.of(format);
        records.forEach(r -> detection.add(r.payload()));
        return detected(format, detection.schema(), starts);
    }

    private DetectedTable detected(RecordFormat format, DetectedSchema schema, List<PartitionRange> starts)
            throws MistakesException {
        if (!schema.mistakes().isEmpty()) {
            throw new MistakesException(schema.mistakes());
        }
        return new DetectedTable(source.table().withFormat(format).withColumns(schema.columns()), schema, starts);
    }

    /** Records with nothing left out: a header is looked at, too. */
    private List<RawRecord> read(@Nullable RecordFormat format) throws MistakesException, IOException {
        RecordFormat raw = format instanceof CsvFormat csv
                ? csv.withHeaderLines(0)
                : format == null ? JsonFormat.defaults() : format;
        int header = raw instanceof CsvFormat && isFile() ? Math.max(1, statedHeaderLines(format)) : 0;
        List<RawRecord> taken = source.connector()
                .sample(source.table().withFormat(raw), reading, sample.records() + header, sample.time());
        UnaryOperator<byte[]> plain = source.table().encoding().plain();
        List<RawRecord> records =
                taken.stream().map(r -> r.withPayload(plain.apply(r.payload()))).toList();
        if (records.isEmpty()) {
            String where = JobLaunch.describe(source.table());
            throw MistakesException.of(
                    isFile()
                            ? "no columns can be detected, for " + where + " holds no record"
                            : "no columns can be detected, for no record came from " + where + " within "
                                    + sample.time()
                                    + " after " + source.start()
                                    + ": start it while records are sent, wait longer by --sampleTime, start at older ones"
                                    + " by --startingPosition=TRIM_HORIZON, or list the columns in a table");
        }
        return records;
    }

    private static int statedHeaderLines(@Nullable RecordFormat format) {
        return format instanceof CsvFormat csv ? csv.headerLines() : 0;
    }

    private boolean isFile() {
        return source.table().stream().kind().equals("file");
    }

    /** A record's number in its file. */
    private static long number(RawRecord record) {
        return record.position() instanceof Position.Offset offset ? offset.value() : Long.MAX_VALUE;
    }

    private static List<byte[]> payloads(List<RawRecord> records) {
        return records.stream().map(RawRecord::payload).toList();
    }
}
