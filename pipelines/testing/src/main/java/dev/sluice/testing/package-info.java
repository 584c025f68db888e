/** JUnit 5 and Beam. */
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
