package io.regulars.imports;

/** One line as it was sent; lines count from 1, blank ones included. */
sealed interface RawLine {
    long number();

    /** A line that can be read on, without its line end. */
    record Text(long number, byte[] bytes) implements RawLine {}

    /** A line of more bytes than are taken; only its beginning was kept. */
    record TooLong(long number, byte[] beginning) implements RawLine {}
}
