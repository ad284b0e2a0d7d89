package io.padlock.provisioning.issuance;

/**
 * Why a certificate no longer counts, by the codes of RFC 5280, section 5.3.1. Two of its codes are missing on purpose:
 * unspecified (0) must not be told, and certificateHold (6) would have to be lifted (BR 7.2.2).
 */
public enum RevocationReason {
    KEY_COMPROMISE(1),
    AFFILIATION_CHANGED(3),
    SUPERSEDED(4),
    CESSATION_OF_OPERATION(5),
    PRIVILEGE_WITHDRAWN(9);

    private final int code;

    RevocationReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
