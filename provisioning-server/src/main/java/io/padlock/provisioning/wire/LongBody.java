package io.padlock.provisioning.wire;

/** An address whose door reads a body of any length as it comes, and limits it by itself. Made as a bean by that door. */
public record LongBody(String path) {}
