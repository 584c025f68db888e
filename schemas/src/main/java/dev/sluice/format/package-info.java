/** How bytes become rows and rows become bytes. */
@NullMarked
package dev.sluice.format;

import org.jspecify.annotations.NullMarked;
