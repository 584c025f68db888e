package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.plan.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the conditions of joins. */
final class JoinPlansTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.sent_at = b.seen_at                                                                          | 0     | 0     | 1
            a.k = b.k AND b.seen_at BETWEEN a.sent_at - INTERVAL '2' SECOND AND a.sent_at + INTERVAL '5' SECOND | -5000 | 2000 | 1
            a.k = b.k AND a.sent_at > b.seen_at AND a.sent_at < b.seen_at + INTERVAL '1' SECOND            | 1     | 999   | 1
            a.k = b.k AND b.seen_at >= a.sent_at AND INTERVAL '1' SECOND + a.sent_at >= b.seen_at          | -1000 | 0     | 1
            a.sent_at - INTERVAL '3' SECOND >= b.seen_at + INTERVAL '1' SECOND AND a.sent_at <= b.seen_at + INTERVAL '1' MINUTE | 4000 | 60000 | 0
            a.sent_at <= b.seen_at + INTERVAL '9' SECOND AND a.sent_at <= b.seen_at + INTERVAL '8' SECOND AND b.seen_at <= a.sent_at | 0 | 8000 | 0
            CONCAT(a.k, 'x') = b.k AND a.id = b.id AND a.sent_at BETWEEN b.seen_at AND b.seen_at + INTERVAL '1' SECOND | 0 | 1000 | 2
            """)
    void boundsOfTimeAreFoundHoweverTheyAreWritten(String condition, long least, long most, int keys) throws Exception {
        Step step = Queries.of(IntervalJoinTest.TABLES + "SELECT a.id FROM sent AS a JOIN seen AS b ON " + condition)
                .query()
                .step();

        while (!(step instanceof Step.IntervalJoin)) {
            step = step.inputs().get(0);
        }
        Step.IntervalJoin join = (Step.IntervalJoin) step;
        assertThat(join.least()).isEqualTo(least);
        assertThat(join.most()).isEqualTo(most);
        assertThat(join.condition().keys()).hasSize(keys);
    }
}
