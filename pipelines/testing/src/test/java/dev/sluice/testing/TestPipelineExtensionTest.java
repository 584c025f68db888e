package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

final class TestPipelineExtensionTest {

    @Test
    void aPipelineThatIsRunPasses() {
        Map<String, String> outcomes = outcomesOf(RunCase.class);

        assertThat(outcomes)
                .containsOnly(
                        Map.entry("run(TestPipeline)", "passed"),
                        Map.entry("[1] number=1", "passed"),
                        Map.entry("[2] number=2", "passed"));
    }

    @Test
    void aForgottenRunFails() {
        Map<String, String> outcomes = outcomesOf(ForgottenRunCase.class);

        assertThat(outcomes)
                .containsOnly(
                        Map.entry("neverRun(TestPipeline)", "PipelineRunMissingException"),
                        Map.entry("[1] number=1", "PipelineRunMissingException"));
    }

    @Test
    void aPAssertAfterTheRunFails() {
        Map<String, String> outcomes = outcomesOf(AbandonedCase.class);

        assertThat(outcomes).containsOnly(Map.entry("assertedTooLate(TestPipeline)", "AbandonedNodeException"));
    }

    @Test
    void aWrongPAssertFails() {
        Map<String, String> outcomes = outcomesOf(WrongCase.class);

        assertThat(outcomes).containsOnly(Map.entry("wrong(TestPipeline)", "AssertionError"));
    }

    @Test
    void aTestWithoutAPipelineIsLeftAlone() {
        Map<String, String> outcomes = outcomesOf(NoPipelineCase.class);

        assertThat(outcomes).containsOnly(Map.entry("plain()", "passed"));
    }

    /** By test: "passed", or the simple name of what it failed with. */
    private static Map<String, String> outcomesOf(Class<?> testClass) {
        Map<String, String> outcomes = new TreeMap<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    outcomes.put(
                            test.getDisplayName(),
                            result.getThrowable()
                                    .map(e -> e.getClass().getSimpleName())
                                    .orElse("passed"));
                }
            }
        };
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(testClass))
                                .build(),
                        listener);
        return outcomes;
    }

    @ExtendWith(TestPipelineExtension.class)
    static final class RunCase {
        @Test
        void run(TestPipeline pipeline) {
            PAssert.that(pipeline.apply(Create.of(1, 2))).containsInAnyOrder(2, 1);
            pipeline.run().waitUntilFinish();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void runWith(int number, TestPipeline pipeline) {
            PAssert.that(pipeline.apply(Create.of(number))).containsInAnyOrder(number);
            pipeline.run().waitUntilFinish();
        }
    }

    @ExtendWith(TestPipelineExtension.class)
    static final class ForgottenRunCase {
        @Test
        void neverRun(TestPipeline pipeline) {
            PAssert.that(pipeline.apply(Create.of(1))).containsInAnyOrder(2);
        }

        @ParameterizedTest
        @ValueSource(ints = 1)
        void neverRunWith(int number, TestPipeline pipeline) {
            PAssert.that(pipeline.apply(Create.of(number))).containsInAnyOrder(2);
        }
    }

    @ExtendWith(TestPipelineExtension.class)
    static final class AbandonedCase {
        @Test
        void assertedTooLate(TestPipeline pipeline) {
            PCollection<Integer> numbers = pipeline.apply(Create.of(1));
            pipeline.run().waitUntilFinish();
            PAssert.that(numbers).containsInAnyOrder(2);
        }
    }

    @ExtendWith(TestPipelineExtension.class)
    static final class WrongCase {
        @Test
        void wrong(TestPipeline pipeline) {
            PAssert.that(pipeline.apply(Create.of(1))).containsInAnyOrder(2);
            pipeline.run().waitUntilFinish();
        }
    }

    @ExtendWith(TestPipelineExtension.class)
    static final class NoPipelineCase {
        @Test
        void plain() {}
    }
}
