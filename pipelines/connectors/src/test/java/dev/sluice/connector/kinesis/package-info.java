@NullMarked
package dev.sluice.connector.kinesis;

import org.jspecify.annotations.NullMarked;
