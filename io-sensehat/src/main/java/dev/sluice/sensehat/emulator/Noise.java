package dev.sluice.sensehat.emulator;

import java.util.SplittableRandom;

/** The noise of one chip, the same for the same seed: close to normal, and never more than three and a half deviations. */
final class Noise {

    private final SplittableRandom random;

    Noise(long seed) {
        random = new SplittableRandom(seed);
    }

    double next(double deviation) {
        // Four uniform numbers have the variance 1/3.
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
        return sum * Math.sqrt(3) * deviation;
    }
}
