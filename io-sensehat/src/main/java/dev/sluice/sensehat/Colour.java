package dev.sluice.sensehat;

/** The light on the board, each part from 0 to 1 of what the chip can show at a gain of 4 over 64 cycles (about 0.17 s). */
public record Colour(double red, double green, double blue, double clear) {}
