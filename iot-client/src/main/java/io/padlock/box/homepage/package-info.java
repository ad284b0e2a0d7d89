/** What people and programs on the LAN see of the box: the page, the status as JSON, over HTTP and HTTPS. */
package io.padlock.box.homepage;
