/** A script as people write it, taken apart into statements, and its mistakes, each at its line and column. */
@NullMarked
package dev.sluice.sql.script;

import org.jspecify.annotations.NullMarked;
