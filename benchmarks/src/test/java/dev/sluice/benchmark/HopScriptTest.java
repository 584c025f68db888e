package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HopScriptTest {

    @TempDir
    private Path catalog;

    @Test
    void itIsAnInsertThatWeRunFromTheFirstRecordToTheTopicsEnd() throws Exception {
        HopScript script = new HopScript("127.0.0.1:9092", "readings-1", "windows-1", Duration.ofMinutes(6));
        Session session = Session.in(catalog);
        List<Outcome> outcomes = new ArrayList<>();
        for (Statement statement : Script.parse(script.text())) {
            outcomes.add(session.execute(statement));
        }

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(Outcome.Inserts.class, inserts -> {
            PlannedInsert insert = inserts.inserts().get(0);
            assertThat(insert.warnings()).isEmpty();
            assertThat(insert.table().definition().stream().settings()).containsValue("windows-1");
            assertThat(insert.query().scans()).singleElement().satisfies(scan -> {
                assertThat(scan.table().definition().stream().settings()).containsValue("readings-1");
                assertThat(scan.table().start()).isEqualTo(StartingPosition.earliest());
                assertThat(scan.table().ending()).isEqualTo(EndingPosition.LATEST);
            });
        });
    }
}
