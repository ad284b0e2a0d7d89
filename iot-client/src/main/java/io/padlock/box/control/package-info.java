/** How commands on the same machine reach the box that runs there. */
package io.padlock.box.control;
