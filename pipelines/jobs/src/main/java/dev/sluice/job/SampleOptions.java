package dev.sluice.job;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options of whoever detects columns by a sample of records. */
public interface SampleOptions extends PipelineOptions {

    @Description(
            "The format of records that no table describes: json, csv or avro. Default: by the files' names, else by the\n"
                    + "records themselves. Example: --classification=csv")
    @Nullable
    String getClassification();

    void setClassification(@Nullable String word);

    @Description(
            "Whether the first line of a CSV file names the columns. Default: as the table says, else it does where all\n"
                    + "its fields are texts and other lines hold something else. Example: --header=true")
    @Nullable
    Boolean getHeader();

    void setHeader(@Nullable Boolean header);

    @Description("By how many records columns are detected. Example: --sampleRecords=10000")
    @Default.String("1000")
    String getSampleRecords();

    void setSampleRecords(String records);

    @Description("How long to wait for as many records. Example: --sampleTime=PT1M")
    @Default.String("PT10S")
    String getSampleTime();

    void setSampleTime(String duration);
}
