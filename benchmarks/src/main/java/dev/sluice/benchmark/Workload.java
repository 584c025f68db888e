package dev.sluice.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What candidates are compared at: a kind of topic, and what is to be made of it. */
sealed interface Workload permits LakeWorkload, HopWorkload {

    /** The word of its script and of its results. */
    String name();

    /** What was chosen about it, for a line of results. */
    Map<String, Object> settings();

    /** The figures of what its trials leave behind. */
    List<OutputFigure> figures();

    /** The topics that a trial reads and writes. */
    List<String> topics(Trial trial);

    /**
     * Fills the topic of so many records, which is there and empty, with the same ones every time.
     *
     * @throws IOException where the broker does not have all of them
     */
    Task fill(Place place, long records) throws IOException, SQLException;
}
