/** What the server says of itself, as text for people or as JSON for what collects it. */
package io.padlock.provisioning.log;
