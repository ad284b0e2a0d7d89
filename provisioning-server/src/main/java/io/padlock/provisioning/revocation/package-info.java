/** Certificates that no longer count: taking them back, and the lists that tell everybody. */
package io.padlock.provisioning.revocation;
