package dev.sluice.sql.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonRowDataDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** A file of JSON that can be read and looked up: Flink has the latter for databases alone. */
public final class StaticTableFactory implements DynamicTableSourceFactory {

    /** What it is called as a connector. */
    static final String NAME = "static-file";

    private static final ConfigOption<String> PATH =
            ConfigOptions.key("path").stringType().noDefaultValue();
    private static final ConfigOption<String> FORMAT =
            ConfigOptions.key("format").stringType().defaultValue("json");
    private static final ConfigOption<String> TIMES =
            ConfigOptions.key("json.timestamp-format.standard").stringType().defaultValue("ISO-8601");

    /** Made by Flink. */
    public StaticTableFactory() {}

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(PATH);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(FORMAT, TIMES);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        String path =
                FactoryUtil.createTableFactoryHelper(this, context).getOptions().get(PATH);
        return new Source(Path.of(URI.create(path)), (RowType)
                context.getPhysicalRowDataType().getLogicalType());
    }

    private record Source(Path file, RowType type) implements ScanTableSource, LookupTableSource {

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            return new DataStreamScanProvider() {
                @Override
                public DataStream<RowData> produceDataStream(
                        ProviderContext provider, StreamExecutionEnvironment environment) {
                    return environment.fromData(rows(file, type), InternalTypeInfo.of(type));
                }

                @Override
                public boolean isBounded() {
                    return true;
                }
            };
        }

        @Override
        public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
            int[] keys = IntStream.range(0, context.getKeys().length)
                    .map(index -> context.getKeys()[index][0])
                    .toArray();
            return LookupFunctionProvider.of(new Lookup(file.toString(), type, keys));
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return file.toString();
        }
    }

    /** Finds rows by their key; public for the code that Flink makes. It is never asked for NULL. */
    public static final class Lookup extends LookupFunction {

        private static final long serialVersionUID = 1;

        private final String file;
        private final RowType type;
        private final int[] keys;
        private final List<RowData> rows = new ArrayList<>();

        Lookup(String file, RowType type, int[] keys) {
            this.file = file;
            this.type = type;
            this.keys = keys;
        }

        @Override
        public void open(FunctionContext context) {
            rows.addAll(rows(Path.of(file), type));
        }

        @Override
        public Collection<RowData> lookup(RowData key) {
            return rows.stream()
                    .filter(row -> IntStream.range(0, keys.length)
                            .allMatch(index -> Objects.equals(
                                    RowData.createFieldGetter(type.getTypeAt(keys[index]), keys[index])
                                            .getFieldOrNull(row),
                                    RowData.createFieldGetter(type.getTypeAt(keys[index]), index)
                                            .getFieldOrNull(key))))
                    .toList();
        }
    }

    private static List<RowData> rows(Path file, RowType type) {
        JsonRowDataDeserializationSchema format = new JsonRowDataDeserializationSchema(
                type, InternalTypeInfo.of(type), false, false, TimestampFormat.ISO_8601);
        try {
            format.open(null);
            List<RowData> rows = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                rows.add(format.deserialize(line.getBytes(StandardCharsets.UTF_8)));
            }
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (Exception unopened) {
            throw new IllegalStateException(unopened);
        }
    }
}
