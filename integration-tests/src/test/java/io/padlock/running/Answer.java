package io.padlock.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * What a box heard, and when.
 *
 * @param status 0 when the connection ended, or patience did, before there was an answer
 * @param retryAfter in seconds; 0 when the answer does not say
 * @param body what was not answered is told as text
 */
public record Answer(
        Door door, String database, Instant asked, Duration took, int status, int retryAfter, JsonNode body) {

    public boolean isCertificate() {
        return !pem().isEmpty();
    }

    public boolean isNew() {
        return isCertificate() && (door == Door.STOCK || status == 201);
    }

    /** "Later", in the words that the contract has for it, so that a box survives it and comes back. */
    public boolean isLater() {
        return door == Door.V1
                ? status == 503
                        && retryAfter > 0
                        && body.path("retryable").asBoolean()
                        && body.path("code").asText().matches("TRY_LATER|OVERLOADED")
                : status == 200
                        && body.path("result").isNull()
                        && body.at("/error/code").asInt() == 503
                        && body.at("/error/data/retryable").asBoolean();
    }

    /** The connection ended, or patience did. */
    public boolean isNone() {
        return status == 0;
    }

    /** A budget that is used up. */
    public boolean isTooMany() {
        return retryAfter > 0 && (status == 429 || body.at("/error/code").asInt() == 429);
    }

    public Instant ended() {
        return asked.plus(took);
    }

    String pem() {
        return body.path("certificateChain").asText(body.at("/result/x509_pem").asText());
    }

    /** The box's own: the first of the chain. */
    public X509Certificate certificate() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem().getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new AssertionError("What a box was given is no certificate: " + body, e);
        }
    }

    /** The zone that the answer gave the box, by its own words, not by the certificate's. */
    public String zone() {
        return door == Door.V1
                ? body.path("zone").asText()
                : body.at("/result/subject_cn").asText().replaceFirst("^\\*\\.([^.]*)\\..*$", "$1");
    }
}
