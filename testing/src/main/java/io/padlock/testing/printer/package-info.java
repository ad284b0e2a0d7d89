/** An ePOS printer of the tests' own, in the makes and moods that shops know, and what stands at a printer's address in its place. */
package io.padlock.testing.printer;
