/** Brings a PostgreSQL to the tables that this version needs, at start, before the first request. */
package io.padlock.provisioning.schema;
