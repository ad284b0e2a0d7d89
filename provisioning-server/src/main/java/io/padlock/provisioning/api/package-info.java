/** The door for Padlock's own boxes, and for whoever wants to trust them: /v1 as the contract says. */
package io.padlock.provisioning.api;
