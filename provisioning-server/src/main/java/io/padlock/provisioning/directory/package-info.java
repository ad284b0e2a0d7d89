/** What is known of databases, their subscriptions and lines, in PostgreSQL. */
package io.padlock.provisioning.directory;
