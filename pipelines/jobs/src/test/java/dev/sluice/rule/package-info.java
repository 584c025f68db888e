/** Tests of the rule's SQL; expected values are those of AWS IoT's documentation, where it has an example. */
@NullMarked
package dev.sluice.rule;

import org.jspecify.annotations.NullMarked;
