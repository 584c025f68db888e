package dev.sluice.sql.table;

import java.io.Serializable;

/** Turns a value that is there into the same value of another Java type. */
@FunctionalInterface
interface ValueConversion extends Serializable {

    /** Of values that are the same on both sides. */
    ValueConversion NONE = value -> value;

    Object convert(Object value);
}
