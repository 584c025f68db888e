@NullMarked
package dev.sluice.connector.kafka;

import org.jspecify.annotations.NullMarked;
