package dev.sluice.schema;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that somebody most likely meant. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name nearest to {@code wrong}, case apart, by the least number of letters inserted, left out, replaced
     * or swapped with their neighbour (Damerau-Levenshtein, each letter touched once); empty where more than a third of
     * the letters would have to change. Of names equally near the first.
     */
    public static Optional<String> of(String wrong, Collection<String> known) {
        String from = wrong.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, wrong.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(from, name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The known name that {@code written} was most likely meant to be; empty where it is one, or like none. */
    static Optional<String> meant(String written, Collection<String> known) {
        return known.contains(written) ? Optional.empty() : of(written, known);
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
