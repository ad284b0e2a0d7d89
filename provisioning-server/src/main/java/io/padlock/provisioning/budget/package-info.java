/**
 * How often somebody may ask: per database, per address, and per wrong contract code. Plain Java without a clock: whoever
 * asks says when. Kept in the memory of each replica, on purpose.
 */
package io.padlock.provisioning.budget;
