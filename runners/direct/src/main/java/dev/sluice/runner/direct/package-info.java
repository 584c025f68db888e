/** DirectRunner and its defaults. */
@NullMarked
package dev.sluice.runner.direct;

import org.jspecify.annotations.NullMarked;
