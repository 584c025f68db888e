/** Tables of a script: what CREATE TABLE says of columns, time and streams, and how a catalog keeps it. */
@NullMarked
package dev.sluice.sql.table;

import org.jspecify.annotations.NullMarked;
