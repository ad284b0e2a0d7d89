package io.padlock.provisioning.directory;

import java.util.List;

/**
 * What became of some lines.
 *
 * @param withoutContract lines of databases that are new and came without a contract code
 */
public record Imported(
        int created, int replaced, int unchanged, List<Duplicate> duplicates, List<Long> withoutContract) {

    /** A line whose database stood on an earlier one. */
    public record Duplicate(long line, long earlier) {}
}
