/** The box's key and certificate: made, read, checked and kept as a pair. The only package that knows Bouncy Castle. */
package io.padlock.box.certificate;
