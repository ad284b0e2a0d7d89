package io.padlock.provisioning.history;

/** @param generation which certificate of its key and database it is: 1, 2, 3 */
public record CertificateInFull(CertificateRow row, String keySha256, int generation, byte[] der) {}
