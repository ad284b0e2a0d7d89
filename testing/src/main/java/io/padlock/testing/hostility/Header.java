package io.padlock.testing.hostility;

/** A header as it goes over the wire; each character is one byte. */
public record Header(String name, String value) {}
