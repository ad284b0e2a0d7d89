/** One statement for many: what queued while the last statement ran goes to PostgreSQL together. */
package io.padlock.provisioning.gathering;
