package dev.sluice.job.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {

    @TempDir
    Path lake;

    @Test
    void whatIsAskedWrongIsToldTogether() {
        assertThatThrownBy(() -> run("--lak=x", "--bytes=perhaps", "more"))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("there is no option --lak; did you mean --lake?")
                .hasMessageContaining("--lake is missing")
                .hasMessageContaining("--bytes: expected nothing, true or false, found 'perhaps'")
                .hasMessageContaining("expected options only, found [more]");
    }

    @Test
    void aDirectoryThatIsNotThereOrHoldsNoLakeIsAMistake() {
        assertThatThrownBy(() -> run("--lake=" + lake.resolve("nothing")))
                .isInstanceOf(MistakesException.class)
                .hasMessage("--lake: there is no directory " + lake.resolve("nothing"));
        assertThatThrownBy(() -> run("--lake=" + lake))
                .isInstanceOf(MistakesException.class)
                .hasMessage("--lake: no job has published anything in " + lake);
    }

    @Test
    void filesThatNobodyStatedAreNoLakeOfOurs() throws Exception {
        Files.writeString(lake.resolve("part.parquet"), "");

        assertThat(run("--lake=" + lake)).isEqualTo(1);
    }

    private static int run(String... arguments) throws Exception {
        return new AuditCommand().run(CommandLine.parse(List.of(arguments)));
    }
}
