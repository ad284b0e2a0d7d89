/** Receipt printers that are reached over HTTPS: what certificate they show, one that all accept, and how it gets everywhere. */
package io.padlock.box.printers;
