/** What the jar does besides running: it asks the box that runs, or looks at its folder. */
package io.padlock.box.command;
