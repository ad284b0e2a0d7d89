package io.padlock.provisioning.issuance;

import java.util.List;

/** A certificate that was signed and read back. */
public record IssuedCertificate(String serial, List<String> names, Validity validity, byte[] der) {}
