/** The story: is a certificate due? Ask, check what came, store it, serve it, say how it went. */
package io.padlock.box.provisioning;
