/**
 * The door for boxes with Odoo's own software, in the shape that they know. What they make of each answer was measured:
 * every refusal and failure is HTTP 200 with {@code result: null} and {@code error} together, because anything else ends
 * the start of more of them or makes them ask again at once. One generation, of early 2025, survives no refusal with status
 * 200; for its sake {@link io.padlock.provisioning.stock.StockRefusal} is a setting. The only place where a private key crosses the wire.
 */
package io.padlock.provisioning.stock;
