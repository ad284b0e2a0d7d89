package io.padlock.testing.contract;

import java.util.function.Predicate;

/** Something that the document says and that only an exchange can show to be so. */
record Expectation(String sentence, Predicate<Exchange> isMetBy) {}
