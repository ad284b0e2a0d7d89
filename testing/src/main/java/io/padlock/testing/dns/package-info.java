/** Resolvers as shops have them, and those who publish names: Debian's unbound and dnsmasq, really running. */
package io.padlock.testing.dns;
