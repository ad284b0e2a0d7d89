package io.padlock.testing.contract;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.Arrays;
import java.util.List;

/** Whether a file is of the kind that an example shows the beginning of: a certificate or a list is read to its end. */
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
            // DER, of which the document can show the beginning in Base64 only.
            case "application/x-x509-ca-cert", "application/pkix-cert" -> isCertificate(answer.body());
            case "application/pkix-crl" -> isRevocationList(answer.body());
            default -> text.startsWith(shown);
        };
    }

    private static boolean isCertificate(byte[] der) {
        try {
            Certificate read =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return Arrays.equals(read.getEncoded(), der);
        } catch (CertificateException notOne) {
            return false;
        }
    }

    private static boolean isRevocationList(byte[] der) {
        try {
            CRL read = CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            return Arrays.equals(((X509CRL) read).getEncoded(), der);
        } catch (CertificateException | CRLException notOne) {
            return false;
        }
    }

    private static List<String> borders(String pem) {
        return pem.lines().filter(line -> line.startsWith("-----")).toList();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
