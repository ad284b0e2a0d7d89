/** Ways to every answer that the document declares, from nothing but the document and an operator's token. */
package io.padlock.testing.answers;
