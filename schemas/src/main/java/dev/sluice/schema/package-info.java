/** What a table is: columns, types, the catalog they stand in. */
@NullMarked
package dev.sluice.schema;

import org.jspecify.annotations.NullMarked;
