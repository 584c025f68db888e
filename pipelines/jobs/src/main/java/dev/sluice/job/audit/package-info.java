/**
 * The audit of a lake, as a command.
 *
 * <pre>{@code
 * ./sluice audit --lake=DIR
 * }</pre>
 */
@NullMarked
package dev.sluice.job.audit;

import org.jspecify.annotations.NullMarked;
