/** Who this box is: which database it belongs to, which server it asks, what its address is. */
package io.padlock.box.identity;
