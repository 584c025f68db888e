package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.job.MistakesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLakeTest {

    @TempDir
    Path directory;

    @Test
    void aNewDirectoryIsMadeAndMarked() throws Exception {
        Path output = directory.resolve("a/demo-lake");

        try (DemoLake lake = DemoLake.take(output)) {
            assertThat(lake.directory()).isEqualTo(output);
        }

        assertThat(tree(output)).containsExactly("_sluice", "_sluice/demo");
    }

    @Test
    void anEmptyDirectoryIsTaken() throws Exception {
        DemoLake.take(directory).close();

        assertThat(tree(directory)).containsExactly("_sluice", "_sluice/demo");
    }

    @Test
    void anEarlierDemosLakeIsReplaced() throws Exception {
        DemoLake.take(directory).close();
        file("year=2020/month=04/day=16/hour=11/a.parquet");
        file("_sluice/checkpoint/published/a.log");
        file("_dead_letters/a.ndjson");

        DemoLake.take(directory).close();

        assertThat(tree(directory)).containsExactly("_sluice", "_sluice/demo");
    }

    @Test
    void aForeignDirectoryIsRefusedAndLeftAsItIs() throws Exception {
        file("year=2020/month=04/day=16/hour=11/a.parquet");
        file("_sluice/checkpoint/published/a.log");
        List<String> before = tree(directory);

        assertThatThrownBy(() -> DemoLake.take(directory))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("expected a new or an empty directory or an earlier demo's lake")
                .hasMessageContaining(directory.toString());

        assertThat(tree(directory)).isEqualTo(before);
    }

    @Test
    void whatSomebodyPutIntoADemosLakeIsNotRemoved() throws Exception {
        DemoLake.take(directory).close();
        file("notes.txt");
        file("year=2020/month=04/day=16/hour=11/a.parquet");
        List<String> before = tree(directory);

        assertThatThrownBy(() -> DemoLake.take(directory))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("'notes.txt'");

        assertThat(tree(directory)).isEqualTo(before);
    }

    @Test
    void aFileIsRefused() throws Exception {
        file("demo-lake");

        assertThatThrownBy(() -> DemoLake.take(directory.resolve("demo-lake")))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("expected a directory, found the file");
    }

    @Test
    void aLakeIsHeldByOneDemoAtATime() throws Exception {
        try (DemoLake first = DemoLake.take(directory)) {
            file("year=2020/month=04/day=16/hour=11/a.parquet");

            assertThatThrownBy(() -> DemoLake.take(directory))
                    .isInstanceOf(MistakesException.class)
                    .hasMessageContaining("another demo is running");

            assertThat(first.files()).isEqualTo(1);
        }
    }

    @Test
    void onlyPublishedDataFilesCount() throws Exception {
        try (DemoLake lake = DemoLake.take(directory)) {
            file("year=2020/month=04/day=16/hour=11/a.parquet");
            file("year=2020/month=04/day=16/hour=12/b.parquet");
            file("_dead_letters/year=2020/c.parquet");

            assertThat(lake.files()).isEqualTo(2);
        }
    }

    private void file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(p -> !p.equals(root))
                    .map(p -> root.relativize(p).toString())
                    .sorted()
                    .toList();
        }
    }
}
