package io.padlock.testing.growth;

/** Which way something is sent: a request may be allowed more than before, an answer less. */
enum Direction {
    ASKED,
    ANSWERED
}
