package io.padlock.provisioning.operator;

import java.util.List;

/** What came of an import. */
record ImportReport(
        ImportMode mode,
        long lines,
        long created,
        long replaced,
        long unchanged,
        long refused,
        List<RefusedLine> errors,
        long moreErrors) {

    static final String REMEDY = "Correct the line and send it again.";

    record RefusedLine(long line, String code, String explanation, String remedy) {}
}
