/**
 * What Sluice is compared with: the lake job as one writes it in native Flink SQL, and scripts as they are. Apart from everything
 * of Sluice: another Flink, another class path, another process.
 */
@NullMarked
package dev.sluice.benchmark.flinksql;

import org.jspecify.annotations.NullMarked;
