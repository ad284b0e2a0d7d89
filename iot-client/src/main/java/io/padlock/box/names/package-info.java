/** Asks name servers what they say of a name, one by one, where Java's own look-up tells only what came of it. */
package io.padlock.box.names;
