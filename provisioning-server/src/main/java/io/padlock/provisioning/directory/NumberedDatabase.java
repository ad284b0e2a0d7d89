package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.EnterpriseCode;

/**
 * What one line of an import says.
 *
 * @param contract null to keep the one that is known
 */
public record NumberedDatabase(long line, DatabaseFacts facts, EnterpriseCode contract) {}
