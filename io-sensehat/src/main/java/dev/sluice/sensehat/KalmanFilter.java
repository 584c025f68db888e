package dev.sluice.sensehat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** RTIMULib's Kalman filter of four states: the components of the attitude are predicted and measured directly. */
final class KalmanFilter implements Fusion.Filter {

    private static final double PROCESS_NOISE = 0.001;
    private static final double MEASUREMENT_NOISE = 0.0005;
    private static final double INITIAL_COVARIANCE = 0.5;

    private double[][] covariance = initial();

    private static double[][] initial() {
        double[][] matrix = new double[4][4];
        for (double[] row : matrix) {
            Arrays.fill(row, INITIAL_COVARIANCE);
        }
        return matrix;
    }

    @Override
    public void reset() {
        covariance = initial();
    }

    @Override
    public Quaternion step(
            Quaternion state, double seconds, @Nullable Vector3 rotation, @Nullable Quaternion measured) {
        Vector3 w = rotation == null ? Vector3.ZERO : rotation.times(0.5);
        double[][] transition = {
            {0, -w.x(), -w.y(), -w.z()},
            {w.x(), 0, w.z(), -w.y()},
            {w.y(), -w.z(), 0, w.x()},
            {w.z(), w.y(), -w.x(), 0}
        };
        Quaternion q = state.plus(times(transition, state).times(seconds));
        double[][] moved = times(transition, covariance);
        double[][] movedBack = times(covariance, transposed(transition));
        double[][] predicted = new double[4][4];
        double[][] measuredToo = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double noise = i == j ? PROCESS_NOISE : 0;
                predicted[i][j] = (moved[i][j] + movedBack[i][j] + noise) * seconds;
                measuredToo[i][j] = predicted[i][j] + (i == j ? MEASUREMENT_NOISE : 0);
            }
        }
        double[][] gain = times(predicted, inverse(measuredToo));
        Quaternion error = measured == null ? new Quaternion(0, 0, 0, 0) : measured.plus(q.times(-1));
        double[][] rest = times(gain, -1);
        for (int i = 0; i < 4; i++) {
            rest[i][i] += 1;
        }
        covariance = times(rest, predicted);
        return q.plus(times(gain, error)).normalised();
    }

    private static Quaternion times(double[][] m, Quaternion q) {
        double[] out = new double[4];
        for (int i = 0; i < 4; i++) {
            out[i] = m[i][0] * q.s() + m[i][1] * q.x() + m[i][2] * q.y() + m[i][3] * q.z();
        }
        return new Quaternion(out[0], out[1], out[2], out[3]);
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] times(double[][] a, double factor) {
        double[][] product = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                product[i][j] = a[i][j] * factor;
            }
        }
        return product;
    }

    private static double[][] transposed(double[][] a) {
        double[][] turned = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                turned[i][j] = a[j][i];
            }
        }
        return turned;
    }

    /** By elimination with the largest pivot; a covariance with noise on its diagonal has an inverse. */
    private static double[][] inverse(double[][] matrix) {
        double[][] left = new double[4][];
        double[][] right = new double[4][4];
        for (int i = 0; i < 4; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int column = 0; column < 4; column++) {
            int pivot = column;
            for (int row = column + 1; row < 4; row++) {
                if (Math.abs(left[row][column]) > Math.abs(left[pivot][column])) {
                    pivot = row;
                }
            }
            swap(left, pivot, column);
            swap(right, pivot, column);
            double scale = 1 / left[column][column];
            for (int j = 0; j < 4; j++) {
                left[column][j] *= scale;
                right[column][j] *= scale;
            }
            for (int row = 0; row < 4; row++) {
                double factor = left[row][column];
                if (row != column && factor != 0) {
                    for (int j = 0; j < 4; j++) {
                        left[row][j] -= factor * left[column][j];
                        right[row][j] -= factor * right[column][j];
                    }
                }
            }
        }
        return right;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
