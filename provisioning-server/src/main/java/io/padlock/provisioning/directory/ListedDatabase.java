package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.naming.Zone;

/**
 * All that is known of a database.
 *
 * @param zone null when it was given none yet
 */
public record ListedDatabase(DatabaseFacts facts, EnterpriseCode contract, Zone zone) {}
