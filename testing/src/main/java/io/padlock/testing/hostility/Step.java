package io.padlock.testing.hostility;

/** What is done on a connection, one after the other. */
sealed interface Step {

    record Send(byte[] bytes) implements Step {}

    record Pause(int millis) implements Step {}

    /** No more will come, but answers are still read. */
    record CloseOutput() implements Step {}

    /** Gone, with RST rather than FIN. */
    record Reset() implements Step {}
}
