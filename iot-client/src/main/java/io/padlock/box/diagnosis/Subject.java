package io.padlock.box.diagnosis;

import io.padlock.box.words.Phrase;

/** What is looked at, in the order in which one thing needs the one before. */
public enum Subject {
    ADDRESS("subject.address"),
    DISK("subject.disk"),
    CONNECTION("subject.connection"),
    NAME_OF_SERVER("subject.name-of-server"),
    WAY_TO_SERVER("subject.way-to-server"),
    TRUST("subject.trust"),
    ANSWER("subject.answer"),
    CLOCK("subject.clock"),
    ELIGIBILITY("subject.eligibility"),
    CERTIFICATE("subject.certificate"),
    SERVING("subject.serving"),
    OWN_NAME("subject.own-name"),
    DATABASE("subject.database");

    private final String key;

    Subject(String key) {
        this.key = key;
    }

    public Phrase title() {
        return Phrase.of(key);
    }
}
