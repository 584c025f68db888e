@NullMarked
package dev.sluice.sql.table;

import org.jspecify.annotations.NullMarked;
