package dev.sluice.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The figures of one candidate over some rounds: of each the median.
 *
 * @param runs of one candidate
 */
record RunFigures(List<Run> runs) {

    RunFigures {
        runs = List.copyOf(runs);
    }

    /** The median over the runs with so many records; none where there are none. */
    OptionalDouble median(long records, ToDoubleFunction<Run> figure) {
        return median(runs.stream()
                .filter(run -> run.trial().records() == records)
                .mapToDouble(figure)
                .toArray());
    }

    /**
     * CPU-seconds per million records between a small and a large run of one round: what starting costs, and what is
     * compiled at first, is in both and falls out.
     */
    OptionalDouble marginalCpu(long small, long large) {
        Map<Integer, Double> cpuOfSmall = runs.stream()
                .filter(run -> run.trial().records() == small)
                .collect(Collectors.toMap(
                        run -> run.trial().round(), run -> run.usage().cpuSeconds()));
        return median(runs.stream()
                .filter(run -> run.trial().records() == large
                        && cpuOfSmall.containsKey(run.trial().round()))
                .mapToDouble(run -> (run.usage().cpuSeconds()
                                - cpuOfSmall.getOrDefault(run.trial().round(), Double.NaN))
                        * 1e6
                        / (large - small))
                .toArray());
    }

    private static OptionalDouble median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }
}
