package io.padlock.box.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/** The names in a certificate. */
final class DnsNames {

    private static final int DNS_NAME = 2;
    private static final Pattern ZONE_WILDCARD = Pattern.compile("\\*\\.[0-9a-f]{8}(\\.[a-z0-9-]+){2,}");

    private DnsNames() {}

    static List<String> of(X509Certificate certificate) {
        try {
            if (certificate.getSubjectAlternativeNames() == null) {
                return List.of();
            }
            return certificate.getSubjectAlternativeNames().stream()
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .map(name -> (String) name.get(1))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** @return null when there is no name of the form {@code *.<8 hexadecimal digits>.<domain>} */
    static String zone(List<String> names) {
        return names.stream()
                .filter(name -> ZONE_WILDCARD.matcher(name).matches())
                .map(name -> name.substring("*.".length()))
                .findFirst()
                .orElse(null);
    }
}
