package io.padlock.provisioning.stock;

/** The kinds of keys that stock boxes are given. */
public enum StockKey {
    EC_P256,
    RSA_2048
}
