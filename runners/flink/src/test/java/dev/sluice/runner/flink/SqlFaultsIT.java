package dev.sluice.runner.flink;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a script's INSERTs write is there, in a lake exactly once and in Kafka at least once, whatever is killed. */
class SqlFaultsIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aScriptGoesOnByTheSameCommandWhenItIsKilledAndWhenItIsStopped() throws Exception {
        Faults faults = Faults.seeded();
        try (KilledScript script = KilledScript.inOneJvm(directory, faults)) {
            script.start();
            script.round(script::kill);
            script.round(script::stop);
            script.lookAtWindows();
        }
        faults.assertAllExact();
    }

    @Tag("long")
    @Test
    void aScriptIsExactHoweverOftenALocalFlinkIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        try (KilledScript script = KilledScript.inOneJvm(directory, faults)) {
            script.start();
            for (int kill = 0; kill < Faults.times("sql-kills", 10); kill++) {
                script.round(script::kill);
            }
            script.lookAtWindows();
        }
        faults.assertAllExact();
    }

    @Tag("long")
    @Test
    void aScriptOnAClusterIsExactHoweverOftenATaskManagerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        try (KilledScript script = KilledScript.onCluster(directory, faults)) {
            script.start();
            for (int kill = 0; kill < Faults.times("sql-task-manager-kills", 10); kill++) {
                script.round(script::killTaskManager);
            }
            script.lookAtWindows();
        }
        faults.assertAllExact();
    }
}
