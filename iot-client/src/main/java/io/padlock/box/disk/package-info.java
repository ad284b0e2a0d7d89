/** Files that are whole or not there, whenever the power fails. */
package io.padlock.box.disk;
