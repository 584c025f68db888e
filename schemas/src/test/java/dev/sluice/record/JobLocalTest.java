package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JobLocalTest {

    private final String jobId = UUID.randomUUID().toString();
    private final List<PartitionRange> published = new ArrayList<>();

    private List<JobLocal> branches(int count) {
        JobLocal.of(jobId).onPublished(published::add);
        return JobLocal.branches(jobId, count).stream().map(JobLocal::of).toList();
    }

    private static PartitionRange run(long after, long last) {
        return new PartitionRange("p", Position.offset(after), Position.offset(last), last - after);
    }

    @Test
    void whatAllBranchesHavePublishedTheJobHas() {
        List<JobLocal> branches = branches(3);

        branches.get(0).published(List.of(run(-1, 9)));
        branches.get(1).published(List.of(run(-1, 4)));
        assertThat(published).isEmpty();

        branches.get(2).published(List.of(run(-1, 6)));
        assertThat(published).containsExactly(run(-1, 4));

        branches.get(1).published(List.of(run(4, 9)));
        assertThat(published).containsExactly(run(-1, 4), run(4, 6));

        branches.get(2).published(List.of(run(6, 9)));
        assertThat(published).containsExactly(run(-1, 4), run(4, 6), run(6, 9));
    }

    @Test
    void aHoleInOneBranchIsOneOfTheJob() {
        List<JobLocal> branches = branches(2);
        Map<String, Position> end = Map.of("p", Position.offset(9));
        Progress none = Progress.none();

        branches.get(0).published(List.of(run(-1, 3), run(4, 9)));
        branches.get(1).published(List.of(run(-1, 9)));
        assertThat(JobLocal.of(jobId).isPublished(none, end)).isFalse();

        branches.get(0).published(List.of(run(3, 4)));
        assertThat(JobLocal.of(jobId).isPublished(none, end)).isTrue();
    }

    @Test
    void whereAPartitionStartsIsKnownWhenAllBranchesKnowIt() {
        List<JobLocal> branches = branches(2);
        PartitionRange start = PartitionRange.startingAfter("p", Position.offset(41));

        branches.get(0).published(List.of(start, run(41, 50)));
        branches.get(1).published(List.of(start));

        assertThat(published).containsExactly(start);
    }

    @Test
    void branchesFlushAndStopWithTheirJob() {
        List<JobLocal> branches = branches(2);

        JobLocal.of(jobId).flush();
        JobLocal.of(jobId).stop();

        assertThat(branches).allMatch(branch -> branch.flushes() == 1).allMatch(JobLocal::isStopping);
    }

    @Test
    void oneBranchIsTheJobItself() {
        assertThat(JobLocal.branches(jobId, 1)).containsExactly(jobId);
    }
}
