/** Who may have a certificate, and everything that stands against it. Plain Java: facts in, verdict out. */
package io.padlock.provisioning.eligibility;
