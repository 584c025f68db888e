@NullMarked
package dev.sluice.connector.mqtt;

import org.jspecify.annotations.NullMarked;
