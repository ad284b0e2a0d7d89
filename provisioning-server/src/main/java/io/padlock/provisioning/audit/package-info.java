/** What was done, and by whom, in lines that can't be changed unnoticed. {@code docs/audit.md} says how they are chained. */
package io.padlock.provisioning.audit;
