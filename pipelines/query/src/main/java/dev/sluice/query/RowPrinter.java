package dev.sluice.query;

import java.io.IOException;
import java.io.Writer;

/** Prints what is left of a result. */
sealed interface RowPrinter permits TextPrinter, PlanPrinter, JsonPrinter, CsvPrinter {
    void print(QueryResult result, Writer out) throws IOException, QueryException;
}
