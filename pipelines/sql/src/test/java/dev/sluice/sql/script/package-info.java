@NullMarked
package dev.sluice.sql.script;

import org.jspecify.annotations.NullMarked;
