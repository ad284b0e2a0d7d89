/** Telling the customer's database how the box is found. */
package io.padlock.box.report;
