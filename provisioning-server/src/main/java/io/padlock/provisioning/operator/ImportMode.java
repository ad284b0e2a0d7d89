package io.padlock.provisioning.operator;

/** What a line that can't be used means for the others. */
enum ImportMode {
    ALL_OR_NOTHING,
    LINE_BY_LINE
}
