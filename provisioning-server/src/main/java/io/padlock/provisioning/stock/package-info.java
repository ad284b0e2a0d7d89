/**
 * The door for boxes with Odoo's own software, in the shape that they know. What they make of each answer was measured:
 * every refusal and failure is HTTP 200 with {@code result: null} and {@code error} together, because anything else ends
 * their start-up or makes them ask again at once. The only place where a private key crosses the wire.
 */
package io.padlock.provisioning.stock;
