package io.padlock.testing.contract;

import java.util.Locale;

final class MediaTypes {

    private MediaTypes() {}

    static String bare(String declared) {
        return declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static boolean isJson(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }
}
