package io.padlock.provisioning.history;

/** How a request ended. */
public enum Outcome {
    ISSUED,
    REPEATED,
    REFUSED
}
