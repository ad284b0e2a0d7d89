/** Whether a document only grew since it was released: what was asked may still be asked, what was answered is still answered. */
package io.padlock.testing.growth;
