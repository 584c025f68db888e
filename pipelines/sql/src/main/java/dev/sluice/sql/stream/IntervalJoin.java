package dev.sluice.sql.stream;

import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.calcite.rel.core.JoinRelType;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that joins rows of a key that happened within an interval. A row is kept until the watermark says that no partner can come any more; one that has
 * had none is given then, with NULLs, where the join asks for it. What comes late is joined with what is still there.
 *
 * <p>The oldest row that is kept holds the watermark behind, and a pair happens when the older of its two rows did: so nothing is late by either time.
 */
final class IntervalJoin extends DoFn<KV<SqlRow, SidedRow>, SqlRow> {

    private static final String LEFT = "left";
    private static final String RIGHT = "right";
    private static final String PLANNED = "planned";
    private static final String CLEANING = "cleaning";

    /** Rows are cleaned away together: those of a stretch of time, which is a part of the interval, and no more than this. */
    private static final long LONGEST_STRETCH = 1_000;

    private static final long PARTS = 8;

    /** By their time, rows and whether they have had a partner. */
    @StateId(LEFT)
    private final StateSpec<MapState<Long, List<KV<SqlRow, Boolean>>>> left;

    @StateId(RIGHT)
    private final StateSpec<MapState<Long, List<KV<SqlRow, Boolean>>>> right;

    /** When rows are cleaned away next, and when the oldest of them happened. */
    @StateId(PLANNED)
    private final StateSpec<ValueState<KV<Long, Long>>> planned =
            StateSpecs.value(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()));

    @TimerId(CLEANING)
    private final TimerSpec cleaning = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final JoinKeys keys;
    private final RowPairs pairs;
    private final JoinRelType type;
    private final int leftTime;
    private final int rightTime;
    private final long least;
    private final long most;
    private final long stretch;
    private final String query;

    /** @param query what it is a part of, for dead letters */
    IntervalJoin(Step.IntervalJoin join, String query) {
        left = StateSpecs.map(VarLongCoder.of(), kept(SqlRowCoder.of(join.left().rowType())));
        right = StateSpecs.map(
                VarLongCoder.of(), kept(SqlRowCoder.of(join.right().rowType())));
        keys = JoinKeys.left(join.condition());
        pairs = RowPairs.of(join.left(), join.right(), join.condition());
        type = join.type();
        leftTime = join.leftTime();
        rightTime = join.rightTime();
        least = join.least();
        most = join.most();
        stretch = Math.max(1, Math.min((most - least) / PARTS, LONGEST_STRETCH));
        this.query = query;
    }

    private static Coder<List<KV<SqlRow, Boolean>>> kept(Coder<SqlRow> rows) {
        return ListCoder.of(KvCoder.of(rows, BooleanCoder.of()));
    }

    @ProcessElement
    public void process(
            @Element KV<SqlRow, SidedRow> element,
            @Timestamp Instant timestamp,
            @StateId(LEFT) MapState<Long, List<KV<SqlRow, Boolean>>> lefts,
            @StateId(RIGHT) MapState<Long, List<KV<SqlRow, Boolean>>> rights,
            @StateId(PLANNED) ValueState<KV<Long, Long>> plan,
            @TimerId(CLEANING) Timer timer,
            MultiOutputReceiver out) {
        boolean isLeft = element.getValue().left();
        SqlRow row = element.getValue().row();
        if (!keys.canMatch(element.getKey())) {
            if (isOuter(isLeft)) {
                give(alone(isLeft, row), timestamp.getMillis(), out);
            }
            return;
        }
        try {
            long time = Times.millis(row.value(isLeft ? leftTime : rightTime));
            boolean matched = join(isLeft, row, time, isLeft ? rights : lefts, out);
            keep(isLeft ? lefts : rights, time, KV.of(row, matched));
            KV<Long, Long> before = plan.read();
            KV<Long, Long> next = earlier(KV.of(due(isLeft, time), time), before);
            if (next != null && !next.equals(before)) {
                plan(next, plan, timer);
            }
        } catch (EvaluationException e) {
            out.get(ReadRows.LETTERS).output(ElementRows.letter(row.values(), query, String.valueOf(e.getMessage())));
        }
    }

    /** Gives the pairs of a row, and says whether there is one. */
    private boolean join(
            boolean isLeft,
            SqlRow row,
            long time,
            MapState<Long, List<KV<SqlRow, Boolean>>> others,
            MultiOutputReceiver out) {
        Map<Long, List<KV<SqlRow, Boolean>>> changed = new HashMap<>();
        boolean matched = false;
        for (Map.Entry<Long, List<KV<SqlRow, Boolean>>> entry : others.entries().read()) {
            long other = entry.getKey();
            long apart = isLeft ? time - other : other - time;
            if (apart < least || apart > most) {
                continue;
            }
            List<KV<SqlRow, Boolean>> partners = entry.getValue();
            for (int i = 0; i < partners.size(); i++) {
                SqlRow partner = partners.get(i).getKey();
                @Nullable
                Object @Nullable [] pair = isLeft
                        ? pairs.join(row.values(), partner.values())
                        : pairs.join(partner.values(), row.values());
                if (pair == null) {
                    continue;
                }
                matched = true;
                give(pair, Math.min(time, other), out);
                if (isOuter(!isLeft) && !partners.get(i).getValue()) {
                    changed.computeIfAbsent(other, o -> new ArrayList<>(partners))
                            .set(i, KV.of(partner, true));
                }
            }
        }
        changed.forEach(others::put);
        return matched;
    }

    private static void keep(MapState<Long, List<KV<SqlRow, Boolean>>> rows, long time, KV<SqlRow, Boolean> row) {
        List<KV<SqlRow, Boolean>> known = rows.get(time).read();
        List<KV<SqlRow, Boolean>> all = known == null ? new ArrayList<>() : new ArrayList<>(known);
        all.add(row);
        rows.put(time, all);
    }

    /** When no partner can come any more: the watermark is behind all of them. */
    private long due(boolean isLeft, long time) {
        long last = isLeft ? time - least : time + most;
        return (Math.floorDiv(last, stretch) + 1) * stretch;
    }

    private static void plan(KV<Long, Long> next, ValueState<KV<Long, Long>> plan, Timer timer) {
        plan.write(next);
        timer.withOutputTimestamp(Instant.ofEpochMilli(Math.min(next.getKey(), next.getValue())))
                .set(Instant.ofEpochMilli(next.getKey()));
    }

    @OnTimer(CLEANING)
    public void clean(
            OnTimerContext context,
            @StateId(LEFT) MapState<Long, List<KV<SqlRow, Boolean>>> lefts,
            @StateId(RIGHT) MapState<Long, List<KV<SqlRow, Boolean>>> rights,
            @StateId(PLANNED) ValueState<KV<Long, Long>> plan,
            @TimerId(CLEANING) Timer timer,
            MultiOutputReceiver out) {
        long now = context.fireTimestamp().getMillis();
        KV<Long, Long> next = earlier(clean(true, lefts, now, out), clean(false, rights, now, out));
        if (next == null) {
            plan.clear();
        } else {
            plan(next, plan, timer);
        }
    }

    private static @Nullable KV<Long, Long> earlier(@Nullable KV<Long, Long> one, @Nullable KV<Long, Long> other) {
        return one == null || other == null
                ? one == null ? other : one
                : KV.of(Math.min(one.getKey(), other.getKey()), Math.min(one.getValue(), other.getValue()));
    }

    /** When rows are to be cleaned away next and when the oldest happened; null where none are left. */
    private @Nullable KV<Long, Long> clean(
            boolean isLeft, MapState<Long, List<KV<SqlRow, Boolean>>> rows, long now, MultiOutputReceiver out) {
        List<Long> gone = new ArrayList<>();
        long next = Long.MAX_VALUE;
        long oldest = Long.MAX_VALUE;
        for (Map.Entry<Long, List<KV<SqlRow, Boolean>>> entry : rows.entries().read()) {
            long time = entry.getKey();
            long due = due(isLeft, time);
            if (due > now) {
                next = Math.min(next, due);
                oldest = Math.min(oldest, time);
                continue;
            }
            gone.add(time);
            for (KV<SqlRow, Boolean> row : entry.getValue()) {
                if (isOuter(isLeft) && !row.getValue()) {
                    give(alone(isLeft, row.getKey()), time, out);
                }
            }
        }
        gone.forEach(rows::remove);
        return next == Long.MAX_VALUE ? null : KV.of(next, oldest);
    }

    private boolean isOuter(boolean isLeft) {
        return isLeft ? type.generatesNullsOnRight() : type.generatesNullsOnLeft();
    }

    private @Nullable Object[] alone(boolean isLeft, SqlRow row) {
        return isLeft ? pairs.left(row.values()) : pairs.right(row.values());
    }

    private static void give(@Nullable Object[] row, long millis, MultiOutputReceiver out) {
        out.get(ReadRows.ROWS).outputWithTimestamp(new SqlRow(row), Instant.ofEpochMilli(millis));
    }

    /** A pair may be older than the row that completes it; the watermark is held for it. */
    @Override
    @SuppressWarnings("deprecation") // the way that replaces it is for timestamps of elements to come alone
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }
}
