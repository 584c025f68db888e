/**
 * SQL over a lake on the screen; the work is done by {@link dev.sluice.query.Lake}. No Beam pipeline.
 *
 * <pre>{@code
 * ./sluice query --lake=/data/lake "SELECT client_id, count(*) FROM lake GROUP BY ALL"
 * }</pre>
 */
@NullMarked
package dev.sluice.job.query;

import org.jspecify.annotations.NullMarked;
