/** Why the box has no certificate, or nobody gets it: what a person who knows would look at, one after the other, from here. */
package io.padlock.box.diagnosis;
