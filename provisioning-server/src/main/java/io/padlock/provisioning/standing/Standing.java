package io.padlock.provisioning.standing;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.naming.Zone;

/**
 * What was known when a request was looked at.
 *
 * @param facts null for an unknown UUID and for a wrong code alike; then nothing else of the database is known either
 * @param zone null while the database has none
 * @param newest the newest certificate of the request's key for this database, or null
 * @param revoked whether that one was revoked
 * @param compromised whether the key was revoked because others have it, for any database
 */
public record Standing(DatabaseFacts facts, Zone zone, Recorded newest, boolean revoked, boolean compromised) {}
