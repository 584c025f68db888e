package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.BoardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recording as a scenario: CSV with a line of names, and {@code seconds,humidity,temperature,pressure,pitch,roll,yaw} among
 * them, in any order; degrees, °C, %RH, hPa. Between two rows values are in between, angles on the shorter way; behind the
 * last row it begins again.
 */
final class Recording implements Scenario {

    private static final List<String> NAMES =
            List.of("seconds", "humidity", "temperature", "pressure", "pitch", "roll", "yaw");

    private final double[][] rows;

    private Recording(double[][] rows) {
        this.rows = rows;
    }

    /** @throws BoardException if the file is not such a recording; says where */
    static Recording from(Path file) {
        try {
            return of(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BoardException("expected a recording in " + file + ", which cannot be read: " + e, e);
        }
    }

    private static Recording of(String file, List<String> lines) {
        List<String> header =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(",", -1));
        int[] columns = NAMES.stream().mapToInt(header::indexOf).toArray();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < 0) {
                throw new BoardException(file + ": expected a column " + NAMES.get(i) + ", found " + header);
            }
        }
        List<double[]> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(file, i + 1, lines.get(i), columns));
            }
        }
        for (int i = 1; i < rows.size(); i++) {
            if (!(rows.get(i)[0] > rows.get(i - 1)[0])) {
                throw new BoardException(file + ": expected seconds that grow, found " + rows.get(i)[0] + " behind "
                        + rows.get(i - 1)[0]);
            }
        }
        if (rows.size() < 2) {
            throw new BoardException(file + ": expected two rows or more, found " + rows.size());
        }
        return new Recording(rows.toArray(double[][]::new));
    }

    private static double[] row(String file, int line, String text, int[] columns) {
        String[] fields = text.split(",", -1);
        double[] row = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            try {
                row[i] = Double.parseDouble(fields[columns[i]]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new BoardException(
                        file + " line " + line + ": expected a number in column " + NAMES.get(i) + ", found '" + text
                                + "'",
                        e);
            }
        }
        return row;
    }

    @Override
    public Truth at(long nanos) {
        double first = rows[0][0];
        double length = rows[rows.length - 1][0] - first;
        double seconds = first + nanos / 1e9 % length;
        int next = 1;
        int last = rows.length - 1;
        while (next < last) {
            int middle = (next + last) >>> 1;
            if (rows[middle][0] > seconds) {
                last = middle;
            } else {
                next = middle + 1;
            }
        }
        double[] a = rows[next - 1];
        double[] b = rows[next];
        double part = (seconds - a[0]) / (b[0] - a[0]);
        double span = b[0] - a[0];
        return Scenarios.steady(
                a[2] + part * (b[2] - a[2]),
                a[1] + part * (b[1] - a[1]),
                a[3] + part * (b[3] - a[3]),
                new Scenarios.Motion(
                        angle(a[5], b[5], part, span), angle(a[4], b[4], part, span), angle(a[6], b[6], part, span)));
    }

    private static Scenarios.Swing angle(double from, double to, double part, double seconds) {
        double way = Math.IEEEremainder(to - from, 360);
        return new Scenarios.Swing(
                Math.toRadians(Math.IEEEremainder(from + part * way, 360)), Math.toRadians(way) / seconds);
    }
}
