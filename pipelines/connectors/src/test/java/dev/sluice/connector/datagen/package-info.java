@NullMarked
package dev.sluice.connector.datagen;

import org.jspecify.annotations.NullMarked;
