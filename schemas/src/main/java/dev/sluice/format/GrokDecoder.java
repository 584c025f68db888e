package dev.sluice.format;

import dev.sluice.format.GrokExpression.Capture;
import dev.sluice.format.GrokExpression.Compiled;
import dev.sluice.format.MatchWatch.Watched;
import dev.sluice.schema.Column;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.joni.Matcher;
import org.joni.Region;
import org.jspecify.annotations.Nullable;

/** Rows out of lines that a pattern matches. Keeps no state. */
final class GrokDecoder implements RecordDecoder {

    private static final String MALFORMED = "malformed-grok";
    private static final String NO_MATCH = "grok-no-match";
    private static final String TIMEOUT = "grok-timeout";
    /** A byte of a line can take 120 bytes of memory while it is matched. */
    private static final int LONGEST_LINE = 256 << 10;

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration LIMIT_FOR_A_BYTE = Duration.ofNanos(1_000);

    private final Compiled pattern;
    private final List<Column> columns;
    private final ValueReader[] readers;
    /** For each column the groups that capture it, the first of which counts that has something. */
    private final int[][] groups;

    GrokDecoder(Compiled pattern, List<Column> columns, TimestampText timestamps) {
        this.pattern = pattern;
        this.columns = List.copyOf(columns);
        readers = ValueReader.of(columns, timestamps);
        groups = columns.stream().map(c -> groups(c.name())).toArray(int[][]::new);
    }

    private int[] groups(String column) {
        int[] exact = groups(c -> c.column().equals(column));
        return exact.length > 0 ? exact : groups(c -> c.column().equalsIgnoreCase(column));
    }

    private int[] groups(Predicate<Capture> isWanted) {
        return pattern.captures().stream()
                .filter(isWanted)
                .mapToInt(Capture::group)
                .toArray();
    }

    @Override
    public List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        if (!Utf8.isPlain(payload)) {
            Utf8.check(payload, MALFORMED);
        }
        List<@Nullable Object[]> rows = new ArrayList<>(1);
        try (Watched watched = MatchWatch.SHARED.open(LIMIT.plus(LIMIT_FOR_A_BYTE.multipliedBy(payload.length)))) {
            int start = Utf8.startsWithMark(payload) ? 3 : 0;
            for (int line = 1; start < payload.length; line++) {
                int end = start;
                while (end < payload.length && payload[end] != '\n') {
                    end++;
                }
                int to = end > start && payload[end - 1] == '\r' ? end - 1 : end;
                if (!LineRecords.isBlank(payload, start, to)) {
                    rows.add(row(payload, start, to, line, watched));
                }
                start = end + 1;
            }
        }
        return rows;
    }

    private @Nullable Object[] row(byte[] payload, int from, int to, int line, Watched watched)
            throws MalformedRecordException {
        if (to - from > LONGEST_LINE) {
            throw new MalformedRecordException(
                    MALFORMED, "line " + line + ": expected at most " + LONGEST_LINE + " bytes, found " + (to - from));
        }
        Matcher matcher = pattern.regex().matcher(payload, from, to);
        if (watched.search(matcher, from, to) < 0) {
            String shown = Snippet.quoted(new String(payload, from, to - from, StandardCharsets.UTF_8));
            throw watched.isOver()
                    ? new MalformedRecordException(
                            TIMEOUT, "line " + line + ": expected the pattern to be matched in time, found " + shown)
                    : new MalformedRecordException(
                            NO_MATCH, "line " + line + ": expected a line that the pattern matches, found " + shown);
        }
        return values(payload, from, matcher.getEagerRegion());
    }

    private @Nullable Object[] values(byte[] payload, int from, Region region) throws MalformedRecordException {
        @Nullable Object[] row = new Object[readers.length];
        for (int i = 0; i < row.length; i++) {
            for (int group : groups[i]) {
                int length = region.getEnd(group) - region.getBeg(group);
                if (length > 0) {
                    String text = new String(payload, from + region.getBeg(group), length, StandardCharsets.UTF_8);
                    row[i] = value(i, text);
                    break;
                }
            }
        }
        return row;
    }

    private Object value(int column, String text) throws MalformedRecordException {
        try {
            return readers[column].read(text);
        } catch (InvalidValueException e) {
            throw e.in(columns.get(column).name()).malformed();
        }
    }
}
