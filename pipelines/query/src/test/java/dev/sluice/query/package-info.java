/** Tests against the real DuckDB, on Parquet files that another connection of it writes. */
package dev.sluice.query;
