/**
 * Benchmarks of what is package-private in the lake sink, and therefore in its package.
 */
@NullMarked
package dev.sluice.lake;

import org.jspecify.annotations.NullMarked;
