/** What the doors share: how a JSON body is read, and how a refusal is told (RFC 9457). */
package io.padlock.provisioning.wire;
