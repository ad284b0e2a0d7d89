package io.padlock.running;

/** Through which a box asks. */
public enum Door {
    V1("/v1/certificates"),
    STOCK("/odoo-enterprise/iot/x509");

    public final String path;

    Door(String path) {
        this.path = path;
    }
}
