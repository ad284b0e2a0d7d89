/** A web server beside the box that serves its certificate, as on a stock box: its two files, and telling it of new ones. */
package io.padlock.box.nginx;
