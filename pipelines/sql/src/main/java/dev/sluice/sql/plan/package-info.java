/** A query, validated and planned: which steps it takes, each with its expressions. */
@NullMarked
package dev.sluice.sql.plan;

import org.jspecify.annotations.NullMarked;
