package dev.sluice.job.sql;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Statements as somebody types them, or sends them through a pipe. */
interface TypedText {

    /** A text that ends where a statement does, with as many empty lines before it as stand before it in all; null where there is no more. */
    @Nullable
    String next() throws IOException;

    /** Whether who is told of a mistake can type the statement again. */
    boolean canRepeat();

    /** What a mistake is said to be in, before its line and column. */
    String name();
}
