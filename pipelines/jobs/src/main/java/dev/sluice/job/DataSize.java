package dev.sluice.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 128MiB}, {@code 512m}, {@code 1048576}. */
public final class DataSize {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([a-z]*)");
    private static final Map<String, Integer> SHIFTS = Map.ofEntries(
            Map.entry("", 0),
            Map.entry("b", 0),
            Map.entry("k", 10),
            Map.entry("kib", 10),
            Map.entry("m", 20),
            Map.entry("mib", 20),
            Map.entry("g", 30),
            Map.entry("gib", 30));

    private DataSize() {}

    /** Reads a size of at least {@code least} bytes; empty where it is a mistake. */
    public static OptionalLong read(String option, String text, long least, List<String> mistakes) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        Integer shift = form.matches() ? SHIFTS.get(form.group(2)) : null;
        if (shift != null) {
            long number = Long.parseLong(form.group(1));
            if (number <= Long.MAX_VALUE >> shift && number << shift >= least) {
                return OptionalLong.of(number << shift);
            }
        }
        mistakes.add("--" + option + ": expected a size such as 128MiB, 512KiB or 1048576 (bytes), of at least "
                + least / 1024 + " KiB, found '" + text + "'");
        return OptionalLong.empty();
    }
}
