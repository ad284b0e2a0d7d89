package io.padlock.testing.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Whether a file is of the kind that an example shows the beginning of. */
final class FileBeginnings {

    private FileBeginnings() {}

    static boolean areAlike(String type, String shown, Message answer) {
        String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
        return switch (type) {
            case "application/x-pem-file" -> borders(text).equals(borders(shown));
            case "text/csv" ->
                firstLine(text).equals(firstLine(shown)) && text.lines().count() > 1;
            case "application/x-ndjson" ->
                Json.fields(Json.orMissing(firstLine(text))).containsAll(Json.fields(Json.orMissing(firstLine(shown))));
            // DER, which the document can show in Base64 only: both are a SEQUENCE.
            case "application/x-x509-ca-cert", "application/pkix-cert", "application/pkix-crl" ->
                answer.body().length > 0
                        && answer.body()[0] == Base64.getDecoder().decode(shown)[0];
            default -> text.startsWith(shown);
        };
    }

    private static List<String> borders(String pem) {
        return pem.lines().filter(line -> line.startsWith("-----")).toList();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
