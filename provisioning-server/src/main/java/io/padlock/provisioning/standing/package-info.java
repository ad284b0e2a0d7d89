/** Everything that has to be known to decide on one request, read by one statement for all that wait. */
package io.padlock.provisioning.standing;
