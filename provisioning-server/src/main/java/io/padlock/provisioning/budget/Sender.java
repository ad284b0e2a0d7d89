package io.padlock.provisioning.budget;

/**
 * Whose budget a request is counted on.
 *
 * @param text the address as it is written, for the log
 */
public record Sender(Address address, String text, boolean isExempt) {}
