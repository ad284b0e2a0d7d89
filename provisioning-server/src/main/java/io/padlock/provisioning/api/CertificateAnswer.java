package io.padlock.provisioning.api;

import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Validity;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.naming.ParentDomain;
import java.time.Instant;
import java.util.List;

/** A certificate as the contract tells it. */
record CertificateAnswer(
        String serial,
        String zone,
        List<String> names,
        String certificateChain,
        Instant notBefore,
        Instant notAfter,
        Window renewal) {

    record Window(Instant start, Instant end) {}

    static CertificateAnswer of(Recorded certificate, Authority authority, ParentDomain domain) {
        Validity renewal = new Validity(certificate.notBefore(), certificate.notAfter()).renewalWindow();
        return new CertificateAnswer(
                certificate.serial(),
                certificate.zone().label(),
                domain.certificateNames(certificate.zone()),
                authority.chainPem(certificate.der()),
                certificate.notBefore(),
                certificate.notAfter(),
                new Window(renewal.notBefore(), renewal.notAfter()));
    }
}
