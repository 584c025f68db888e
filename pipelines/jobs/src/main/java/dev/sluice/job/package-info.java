/** The jobs. */
@NullMarked
package dev.sluice.job;

import org.jspecify.annotations.NullMarked;
