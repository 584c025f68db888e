package dev.sluice.lake;

import java.io.IOException;

/**
 * Makes publications visible. All that differs from one kind of storage to another is behind it; on a file system it is
 * the {@link PublicationLog}.
 */
@FunctionalInterface
interface Publisher {

    /** Makes all files of a publication visible, or none; harmless where that was done before, in part or wholly. */
    void publish(Publication publication) throws IOException;
}
