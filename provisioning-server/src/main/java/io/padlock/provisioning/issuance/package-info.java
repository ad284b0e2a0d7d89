/**
 * The authority: its keys and certificates, what it accepts to sign, and the signing. Plain Java; the only package that
 * knows Bouncy Castle.
 */
package io.padlock.provisioning.issuance;
