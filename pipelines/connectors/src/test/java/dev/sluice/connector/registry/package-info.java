@NullMarked
package dev.sluice.connector.registry;

import org.jspecify.annotations.NullMarked;
