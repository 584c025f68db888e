/** {@code ./sluice sensors}: what the board shows, live, and what is wrong with it. */
@NullMarked
package dev.sluice.job.sensors;

import org.jspecify.annotations.NullMarked;
