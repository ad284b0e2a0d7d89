/** How it stands with the certificate, in one code and in words. Imports no other feature: everybody can report. */
package io.padlock.box.status;
