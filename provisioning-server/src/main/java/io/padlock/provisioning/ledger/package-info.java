/** What was given to whom: zones and certificates. Rows are added and never changed. */
package io.padlock.provisioning.ledger;
