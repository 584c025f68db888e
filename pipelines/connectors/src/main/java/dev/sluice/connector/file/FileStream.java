package dev.sluice.connector.file;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.format.RecordFormat;
import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files, or a part of them.
 *
 * @param files the real paths of this part's files; null: not looked for yet
 */
record FileStream(
        String patterns, RecordFormat format, @Nullable List<String> files) implements RecordStream {

    @Override
    public String kind() {
        return FileConnector.KIND;
    }

    /** At most one part for each file, the files dealt out in the order of their names. */
    @Override
    public List<FileStream> split(int wished, ReadSettings settings) throws IOException {
        List<Path> all = FilePatterns.of(patterns).files();
        int parts = Math.max(1, Math.min(wished, all.size()));
        List<FileStream> split = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<String> mine = new ArrayList<>();
            for (int i = part; i < all.size(); i += parts) {
                mine.add(all.get(i).toString());
            }
            split.add(new FileStream(patterns, format, List.copyOf(mine)));
        }
        return split;
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) {
        return new FileReader(files == null ? List.of() : files, format, after, settings.progress());
    }
}
