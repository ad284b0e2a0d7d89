/** The door for the people who run the server. Everything behind it needs their token. */
package io.padlock.provisioning.operator;
