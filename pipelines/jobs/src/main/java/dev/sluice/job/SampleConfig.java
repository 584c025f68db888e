package dev.sluice.job;

import dev.sluice.format.AvroFormat;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How columns are detected.
 *
 * @param format the format of records that no table describes, or null where the records are to tell
 * @param header whether a CSV file's first line names the columns, or null where the lines are to tell
 * @param records by how many records at most
 * @param time how long to wait for as many
 */
public record SampleConfig(
        @Nullable RecordFormat format, @Nullable Boolean header, int records, Duration time) {

    private static final int MOST_RECORDS = 1_000_000;
    private static final Map<String, RecordFormat> FORMATS =
            Map.of("json", JsonFormat.defaults(), "csv", CsvFormat.defaults(), "avro", AvroFormat.containers());
    private static final Map<String, String> EXTENSIONS =
            Map.of("json", "json", "ndjson", "json", "jsonl", "json", "csv", "csv", "tsv", "csv", "avro", "avro");

    /**
     * Reads the options.
     *
     * @param files the files to be read, or null where it is no files; their names may tell the format
     */
    public static SampleConfig from(SampleOptions options, @Nullable String files, List<String> mistakes) {
        long records = CommandLine.wholeNumber("sampleRecords", options.getSampleRecords(), 1, MOST_RECORDS, mistakes);
        Duration time = SourceConfig.duration("sampleTime", options.getSampleTime(), mistakes);
        return new SampleConfig(format(options, files, mistakes), options.getHeader(), (int) records, time);
    }

    private static @Nullable RecordFormat format(SampleOptions options, @Nullable String files, List<String> mistakes) {
        String word = options.getClassification();
        if (word == null) {
            return files == null ? null : FORMATS.get(EXTENSIONS.getOrDefault(extension(files), ""));
        }
        RecordFormat format = FORMATS.get(word.toLowerCase(Locale.ROOT));
        if (format == null) {
            mistakes.add("--classification: expected json, csv or avro, found '" + word
                    + "'; other formats need a table that describes them");
        }
        return format;
    }

    /** What a file's name ends with, before the ending of a compression. */
    private static String extension(String files) {
        String name = files.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|gzip|bz2|xz|zst|snappy|sz|deflate|zz)$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
