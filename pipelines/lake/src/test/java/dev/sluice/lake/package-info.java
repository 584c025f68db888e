@NullMarked
package dev.sluice.lake;

import org.jspecify.annotations.NullMarked;
