package io.padlock.provisioning.audit;

import io.padlock.provisioning.CannotStart;

/** What the settings allow the audit to hold, judged at the start. */
record AuditLimits(long fileSize, int mostWaiting) {

    private static final long SMALLEST_FILE = 64 * 1024;

    AuditLimits {
        if (fileSize < SMALLEST_FILE) {
            throw new CannotStart("padlock.audit.file-size is " + fileSize + " bytes; 64K is the least.");
        }
        if (mostWaiting < 1 || mostWaiting > 1_000_000) {
            throw new CannotStart("padlock.audit.most-waiting is " + mostWaiting + "; it must be from 1 to 1000000.");
        }
    }

    static AuditLimits of(AuditConfig config) {
        return new AuditLimits(config.fileSize().asLongValue(), config.mostWaiting());
    }
}
