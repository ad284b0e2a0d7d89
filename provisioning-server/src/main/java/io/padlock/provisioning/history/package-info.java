/**
 * What was granted, refused and taken back, for who has to find out: certificates from the ledger, and the decisions that
 * gave none. Contract codes are nowhere in it.
 */
package io.padlock.provisioning.history;
