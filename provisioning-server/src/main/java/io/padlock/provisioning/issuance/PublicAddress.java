package io.padlock.provisioning.issuance;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the world reaches this server: stands in every certificate, as the place of revocation lists and issuers. */
public record PublicAddress(String url) {

    /** A certificate is to stay under 900 octets, and the address stands in it twice. */
    private static final int LONGEST = 100;

    /** @throws IllegalArgumentException with a sentence that says what to mend */
    public PublicAddress {
        String fault = faultOf(url);
        if (fault != null) {
            throw new IllegalArgumentException("padlock.public-address is \"" + url + "\", " + fault
                    + " It stands in every certificate, as the place of revocation lists, which are fetched without TLS: give the"
                    + " address by which boxes reach this server, such as http://iot.example.com");
        }
    }

    private static String faultOf(String url) {
        if (url.length() > LONGEST) {
            return "which is longer than " + LONGEST + " characters.";
        }
        if (url.endsWith("/")) {
            return "which ends with a slash.";
        }
        try {
            URI uri = new URI(url);
            if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
                return "which does not begin with http:// or https://.";
            }
            if (uri.getHost() == null || !url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                return "which names no host.";
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                return "which has more than a scheme, a host, a port and a path.";
            }
            return null;
        } catch (URISyntaxException e) {
            return "which is no address.";
        }
    }

    String certificateOf(String issuer) {
        return url + "/v1/authority/issuers/" + issuer + ".crt";
    }

    String revocationListOf(String issuer) {
        return url + "/v1/authority/issuers/" + issuer + ".crl";
    }
}
