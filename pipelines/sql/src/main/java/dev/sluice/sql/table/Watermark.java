package dev.sluice.sql.table;

import java.time.Duration;
import org.apache.calcite.sql.SqlNode;

/**
 * Which column of a table is its event time, and how far the watermark stays behind it.
 *
 * @param column a physical or a computed column
 * @param expression as it is written: the column, or the column less an interval
 * @param delay that interval
 */
public record Watermark(String column, SqlNode expression, Duration delay) {}
