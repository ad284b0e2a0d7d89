package io.padlock.provisioning.revocation;

import java.time.Instant;

/** A revocation list as it was signed and stored: the same bytes on every replica. */
public record PublishedList(String issuer, long number, Instant thisUpdate, Instant nextUpdate, byte[] der) {}
