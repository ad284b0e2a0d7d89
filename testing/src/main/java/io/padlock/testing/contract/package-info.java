/** The OpenAPI document: as tests ask it, held against every exchange, and against the document released last. */
package io.padlock.testing.contract;
