/** Names: a database's zone, and what is built on it. Plain Java, no state. */
package io.padlock.provisioning.naming;
