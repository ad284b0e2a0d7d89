/** Who may change what is set on the box: whoever has its password. */
package io.padlock.box.guard;
