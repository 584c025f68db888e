package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a lake should hold, or holds: enough to notice a row that is missing, there twice, changed or misplaced.
 *
 * @param rows how many there are
 * @param distinct how many different messages they come from
 * @param misplaced how many lie in a directory that is not their hour's
 * @param sums of each column, exact: devices by number, times in seconds, readings in millionths rounded down each
 */
public record LakeTotals(long rows, long distinct, long misplaced, Map<String, Long> sums) {

    public LakeTotals {
        sums = Map.copyOf(sums);
    }

    /** One sentence for each figure of {@code found} that is not as here. */
    public List<String> differences(LakeTotals found) {
        Map<String, Long> expected = figures();
        Map<String, Long> actual = found.figures();
        List<String> differences = new ArrayList<>();
        expected.forEach((figure, value) -> {
            if (!value.equals(actual.get(figure))) {
                differences.add(figure + ": expected " + value + ", found " + actual.get(figure));
            }
        });
        return differences;
    }

    private Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("rows", rows);
        figures.put("distinct messages", distinct);
        figures.put("misplaced rows", misplaced);
        sums.forEach((column, sum) -> figures.put("sum of " + column, sum));
        return figures;
    }
}
