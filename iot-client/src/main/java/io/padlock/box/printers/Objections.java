package io.padlock.box.printers;

import io.padlock.box.printers.Objection.Code;
import io.padlock.box.words.Phrase;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What browsers and systems of today have against a certificate, each by its own rule. Pure: a certificate and a moment in. */
final class Objections {

    private static final String ALL = Objection.EVERYBODY;
    private static final String APPLE = "Safari, iPhone, iPad, Mac";
    /** Apple, "Requirements for trusted certificates in iOS 13 and macOS 10.15"; for authorities that people add. */
    private static final Duration LONGEST = Duration.ofDays(825);

    private static final int LEAST_BITS = 2048;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final List<Objection> found = new ArrayList<>();

    private final Optional<PrinterAddress> anothers;

    private Objections(Optional<PrinterAddress> anothers) {
        this.anothers = anothers;
    }

    /**
     * @param roots what devices were given for this printer
     * @param anothers the address for which this very certificate is kept here, where that is another one
     */
    static List<Objection> to(
            ServedCertificate certificate,
            String ip,
            Instant now,
            List<X509Certificate> roots,
            Optional<PrinterAddress> anothers) {
        Objections objections = new Objections(anothers);
        objections.toNames(certificate, ip);
        objections.toDates(certificate, now);
        objections.toKeys(certificate);
        objections.toPurposes(certificate);
        if (certificate.isSelfSigned()) {
            objections.toBeingSelfSigned(certificate);
        } else if (anothers.isEmpty() && roots.stream().noneMatch(certificate::isSignedBy)) {
            objections.add(Code.ISSUER_UNKNOWN, ALL, "objection.issuer-unknown", certificate.issuer());
        }
        return List.copyOf(objections.found);
    }

    /** RFC 2818, section 3.1: an address has to be in the SAN. Chrome looks nowhere else since version 58. */
    private void toNames(ServedCertificate certificate, String ip) {
        if (certificate.addresses().contains(ip)) {
            return;
        }
        String name = certificate.commonName();
        if (!certificate.addresses().isEmpty()) {
            addressChanged(Shown.text(certificate.addresses().get(0)), ip);
        } else if (!name.equals(ip) && PrinterAddress.IPV4.matcher(name).matches()) {
            addressChanged(name, ip);
        }
        if (certificate.addresses().isEmpty()) {
            if (certificate.dnsNames().isEmpty()) {
                add(Code.CN_ONLY, ALL, "objection.cn-only", Shown.text(name), ip);
            } else {
                add(Code.NO_ADDRESS, ALL, "objection.no-address", ip);
            }
        }
    }

    private void addressChanged(String its, String ip) {
        found.add(new Objection(
                Code.ADDRESS_CHANGED,
                ALL,
                Phrase.of("objection.address-changed", its, ip),
                anothers.map(address -> Phrase.of("objection.give-back", address, ip))
                        .orElseGet(() -> Phrase.of("objection.generate"))));
    }

    private void toDates(ServedCertificate certificate, Instant now) {
        if (now.isAfter(certificate.notAfter())) {
            add(Code.EXPIRED, ALL, "objection.expired", certificate.notAfter());
        }
        if (now.isBefore(certificate.notBefore())) {
            found.add(new Objection(
                    Code.NOT_YET_VALID,
                    ALL,
                    Phrase.of("objection.not-yet-valid", certificate.notBefore()),
                    Phrase.of("objection.clocks")));
        }
        // To the second: RFC 5280, section 4.1.2.5, counts both ends.
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter())
                .plusSeconds(1);
        if (life.compareTo(LONGEST) > 0) {
            add(Code.TOO_LONG, APPLE, "objection.too-long", certificate.days());
        }
    }

    private void toKeys(ServedCertificate certificate) {
        String signature = certificate.leaf().getSigAlgName().toUpperCase(java.util.Locale.ROOT);
        if (signature.contains("MD2") || signature.contains("MD5")) {
            add(Code.WEAK_SIGNATURE, ALL, "objection.weak-signature", certificate.signature());
        } else if (signature.contains("SHA1")) {
            // Nobody looks at the signature of a certificate that is trusted itself, but Apple; in a chain all do.
            String who = certificate.isSelfSigned() ? APPLE : ALL;
            add(Code.WEAK_SIGNATURE, who, "objection.weak-signature", certificate.signature());
        }
        if (certificate.isRsaUnder(LEAST_BITS)) {
            add(Code.WEAK_KEY, APPLE, "objection.weak-key", certificate.key());
        }
    }

    /** Whoever names purposes has to name this one; Apple wants it named. */
    private void toPurposes(ServedCertificate certificate) {
        List<String> purposes = certificate.purposes();
        if (!purposes.contains(SERVER_AUTH) && !purposes.contains(ANY_PURPOSE)) {
            add(Code.NO_SERVER_AUTH, purposes.isEmpty() ? APPLE : ALL, "objection.no-server-auth");
        }
    }

    /** To import it makes it an authority, to show it makes it a server's, and no certificate is welcome as both. */
    private void toBeingSelfSigned(ServedCertificate certificate) {
        if (certificate.isAuthority()) {
            add(Code.AUTHORITY_AS_SERVER, "Firefox", "objection.authority-as-server");
        } else {
            add(Code.NOT_AN_AUTHORITY, "Android, iPhone, iPad", "objection.not-an-authority");
        }
    }

    private void add(Code code, String who, String key, Object... arguments) {
        found.add(new Objection(code, who, Phrase.of(key, arguments), Phrase.of("objection.generate")));
    }
}
