package dev.sluice.sensehat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the vectors do not say of the fusion. */
final class FusionTest {

    private static final Vector3 DOWN = new Vector3(0, 0, 1);
    private static final Vector3 FIELD = new Vector3(20, 0, 44);

    @ParameterizedTest
    @EnumSource(names = {"RTQF", "KALMAN"})
    void anglesAreNeverNaNNorOutOfRange(FusionType type) {
        SplittableRandom random = new SplittableRandom(7);
        Fusion fusion = new Fusion(type, 0);
        for (int i = 0; i < 20_000; i++) {
            if (i % 50 == 0) {
                fusion.reset();
            }
            // Half of the poses stand upright, where the sine may round to more than one.
            double pitch =
                    i % 100 < 50 ? Math.copySign(Math.PI / 2, random.nextDouble() - 0.5) : random.nextDouble(-1.6, 1.6);
            Quaternion q = Quaternion.of(new Pose(random.nextDouble(-4, 4), pitch, random.nextDouble(-4, 4)));
            fusion.add(
                    i * 8_403_000L,
                    new Vector3(random.nextDouble(-9, 9), random.nextDouble(-9, 9), random.nextDouble(-9, 9)),
                    q.conjugate().rotate(DOWN),
                    q.conjugate().rotate(FIELD));

            Orientation degrees = Orientation.of(fusion.pose());
            assertThat(degrees.roll()).isBetween(0.0, 360.0);
            assertThat(degrees.pitch()).isBetween(0.0, 360.0);
            assertThat(degrees.yaw()).isBetween(0.0, 360.0);
        }
    }

    @Test
    void noTimeAndTimeThatGoesBackLeaveThePose() {
        Fusion fusion = new Fusion(FusionType.RTQF, 0);
        fusion.add(1_000_000_000, Vector3.ZERO, DOWN, FIELD);
        Pose before = fusion.pose();

        fusion.add(1_000_000_000, new Vector3(5, 5, 5), new Vector3(1, 0, 0), FIELD);
        fusion.add(0, new Vector3(5, 5, 5), new Vector3(1, 0, 0), FIELD);

        assertThat(fusion.pose()).isEqualTo(before);
    }

    @Test
    void theDeclinationIsTakenOffTheYaw() {
        Fusion fusion = new Fusion(FusionType.RTQF, 0.1);

        fusion.add(0, Vector3.ZERO, DOWN, FIELD);

        assertThat(fusion.pose().yaw()).isCloseTo(-0.1, within(1e-12));
    }

    @Test
    void theAxesAreTurnedAsTheReferenceDoes() throws Exception {
        JsonNode matrices = new Golden(Path.of("../src-test-data/sensehat")).json("axis_rotation.json");

        assertThat(matrices).hasSize(24);
        for (int i = 0; i < 24; i++) {
            JsonNode m = matrices.get(i);
            Vector3 turned = AxisRotation.of(i).apply(new Vector3(1, 2, 3));
            assertThat(turned).as("rotation %d", i).isEqualTo(new Vector3(row(m, 0), row(m, 1), row(m, 2)));
        }
    }

    private static double row(JsonNode m, int row) {
        return m.get(3 * row).asInt()
                + 2 * m.get(3 * row + 1).asInt()
                + 3 * m.get(3 * row + 2).asInt();
    }
}
