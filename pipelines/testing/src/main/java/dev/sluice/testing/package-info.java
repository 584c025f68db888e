/**
 * Beam's {@code TestPipeline} under JUnit 5, with all the checks its JUnit 4 rule makes.
 *
 * <pre>{@code
 * @ExtendWith(TestPipelineExtension.class)
 * final class LettersTest {
 *     @Test
 *     void lettersBecomeLarge(TestPipeline pipeline) {
 *         PCollection<String> large = pipeline.apply(Create.of("a")).apply(new Enlarge());
 *
 *         PAssert.that(large).containsInAnyOrder("A");
 *         pipeline.run();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
