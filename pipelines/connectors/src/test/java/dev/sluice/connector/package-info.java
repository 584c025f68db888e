@NullMarked
package dev.sluice.connector;

import org.jspecify.annotations.NullMarked;
