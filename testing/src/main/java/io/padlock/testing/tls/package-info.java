/** What a server of somebody else's shows in a TLS handshake. */
package io.padlock.testing.tls;
