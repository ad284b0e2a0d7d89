package io.padlock.box.report;

import io.padlock.box.words.Phrase;

/** What the customer's database knows of the box. */
public sealed interface Heard {

    /** No database is known that could be told. */
    record Nobody() implements Heard {}

    /** The connection stands in a stock box's files. */
    record ByOdoo() implements Heard {}

    /** There is no certificate to tell of. */
    record NothingYet() implements Heard {}

    /** Its address is not https, and the token that it knows the box by would be read by anybody on the way. */
    record InClear(String database) implements Heard {}

    record NotYet(String database) implements Heard {}

    /** Under which name the box is found, and until when its certificate is good. */
    record All(String database, String name) implements Heard {}

    record Nothing(String database, Phrase why) implements Heard {}
}
