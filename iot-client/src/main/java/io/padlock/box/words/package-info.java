/** What is said to people, in the language that they read. */
package io.padlock.box.words;
