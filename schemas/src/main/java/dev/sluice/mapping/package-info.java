/** How a row is mapped to another: ApplyMapping and its casts. */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
