/** Which settings there are. A misspelt one would be as good as none, and nobody would know. */
package io.padlock.provisioning.settings;
