/** What the server's jar does besides serving, for a person at a terminal: {@code java -jar quarkus-run.jar authority …}. */
package io.padlock.provisioning.command;
