package io.padlock.box.disk;

import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What a write that failed means, in words that help. */
public final class DiskTrouble {

    private DiskTrouble() {}

    public static Phrase inWords(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return Phrase.of("disk.full");
        }
        if (said.contains("Read-only file system")) {
            return Phrase.of("disk.read-only");
        }
        return failure instanceof AccessDeniedException denied
                ? Phrase.of("disk.denied", denied.getFile())
                : Phrase.verbatim(sentence(failure));
    }

    private static String sentence(IOException failure) {
        String reason =
                failure instanceof FileSystemException e && e.getReason() != null ? e.getReason() : said(failure);
        String file = failure instanceof FileSystemException e && e.getFile() != null ? e.getFile() + ": " : "";
        return file + reason + ".";
    }

    /** Most of Java's say what was wrong only by their name. */
    private static String said(IOException failure) {
        return failure instanceof FileSystemException || failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }
}
