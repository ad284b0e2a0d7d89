/**
 * The story: {@link io.padlock.provisioning.Provisioning}, from a request to a certificate. The packages below are its
 * words; {@code api}, {@code stock} and {@code operator} are the doors through which people and boxes come in.
 */
package io.padlock.provisioning;
