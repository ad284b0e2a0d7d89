/** What can be counted and timed of all this. {@code docs/operations.md} says what each figure means. */
package io.padlock.provisioning.metrics;
