/**
 * A real PostgreSQL beside one JVM: unpacked, initialised, started and stopped with it, and never left behind, however
 * the JVM ends. For trying Padlock, for tests, and for a server that one person runs; everybody else brings their own
 * PostgreSQL and this module stays out.
 */
package io.padlock.postgres;
