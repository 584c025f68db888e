/**
 * {@code ./sluice table}: definitions checked, shown, and made of a stream's first records. No Beam pipeline.
 *
 * <pre>{@code
 * ./sluice table infer --files='data/*.csv' --output=tables/readings.json
 * ./sluice table show readings
 * ./sluice table validate tables/readings.json
 * }</pre>
 */
@NullMarked
package dev.sluice.job.table;

import org.jspecify.annotations.NullMarked;
