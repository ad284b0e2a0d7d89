/** How the box reaches others: by which way, whom it believes, for how long it waits, and what went wrong, in words. */
package io.padlock.box.network;
