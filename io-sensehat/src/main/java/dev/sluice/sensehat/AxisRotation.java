package dev.sluice.sensehat;

import java.util.List;

/**
 * How the board is mounted: one of the 24 ways to turn axes onto axes, by RTIMULib's numbers. 0 leaves the axes as the
 * board has them.
 */
final class AxisRotation {

    /** For each new axis the old one it is, with its sign. */
    private static final List<String> AXES = List.of(
            "+x+y+z", "-y+x+z", "-x-y+z", "+y-x+z", "+x-y-z", "+y+x-z", "-x+y-z", "-y-x-z", //
            "+y-z-x", "+z+y-x", "-y+z-x", "-z-y-x", "+y+z+x", "-z+y+x", "-y-z+x", "+z-y+x", //
            "+x+z-y", "-z+x-y", "-x-z-y", "+z-x-y", "+x-z+y", "+z+x+y", "-x+z+y", "-z-x+y");

    private final int[] axes = new int[3];
    private final int[] signs = new int[3];

    private AxisRotation(String code) {
        for (int i = 0; i < 3; i++) {
            signs[i] = code.charAt(2 * i) == '-' ? -1 : 1;
            axes[i] = code.charAt(2 * i + 1) - 'x';
        }
    }

    /** @throws IllegalArgumentException if there is no rotation with this number */
    static AxisRotation of(int number) {
        if (number < 0 || number >= AXES.size()) {
            throw new IllegalArgumentException("expected an axis rotation from 0 to 23, found " + number);
        }
        return new AxisRotation(AXES.get(number));
    }

    Vector3 apply(Vector3 v) {
        return new Vector3(component(v, 0), component(v, 1), component(v, 2));
    }

    private double component(Vector3 v, int i) {
        double old = axes[i] == 0 ? v.x() : axes[i] == 1 ? v.y() : v.z();
        return signs[i] * old;
    }
}
