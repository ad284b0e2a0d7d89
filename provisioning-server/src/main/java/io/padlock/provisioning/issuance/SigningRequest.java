package io.padlock.provisioning.issuance;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import io.padlock.provisioning.naming.ParentDomain;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A key, and the proof that its owner sent it. Nothing else of a PKCS#10 request is kept: names and extensions come from
 * what the server verified. Names that it asks for are judged all the same, so that nobody waits for others than it gets.
 */
public record SigningRequest(PublicKey key) {

    private static final int LARGEST = 16 * 1024;

    /** JCA's names of the signatures that we take; MD5, SHA-1 and everything unknown is left out. */
    private static final Map<String, String> SIGNATURES = Map.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256.getId(), "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA384.getId(), "SHA384withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA512.getId(), "SHA512withECDSA",
            PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(), "SHA256withRSA",
            PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(), "SHA384withRSA",
            PKCSObjectIdentifiers.sha512WithRSAEncryption.getId(), "SHA512withRSA");

    /** @throws SigningRequestRefused with the one fault that was found first */
    public static SigningRequest parse(String pem, RefusedKeys refused, ParentDomain parent) {
        if (pem == null || pem.isBlank()) {
            throw new SigningRequestRefused(Fault.SIGNING_REQUEST_MISSING, "signingRequest is missing or empty.");
        }
        if (pem.length() > LARGEST) {
            throw new SigningRequestRefused(
                    Fault.SIGNING_REQUEST_TOO_LARGE,
                    "signingRequest has " + pem.length() + " characters; " + LARGEST + " are the most.");
        }
        PKCS10CertificationRequest request = decode(derOf(pem));
        RequestedNames.judge(
                request.toASN1Structure().getCertificationRequestInfo().getAttributes(), parent);
        PublicKey key = KeyRules.accept(request.getSubjectPublicKeyInfo());
        mustBeSignedBy(key, request);
        if (refused.hold(key)) {
            throw new SigningRequestRefused(
                    Fault.KEY_ON_REFUSED_LIST, "The key is on the server's list of keys that others have too.");
        }
        return new SigningRequest(key);
    }

    private static byte[] derOf(String pem) {
        try {
            return Pem.decodeOne("CERTIFICATE REQUEST", pem);
        } catch (IllegalArgumentException e) {
            throw new SigningRequestRefused(Fault.SIGNING_REQUEST_NOT_PEM, "signingRequest " + e.getMessage() + ".");
        }
    }

    private static PKCS10CertificationRequest decode(byte[] der) {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            // The parts are decoded lazily: touch them here, where a failure has a name.
            request.getSubjectPublicKeyInfo();
            request.getSignature();
            for (RDN name : request.getSubject().getRDNs()) {
                name.getTypesAndValues();
            }
            if (!Arrays.equals(der, request.toASN1Structure().getEncoded(ASN1Encoding.DER))) {
                throw new IOException("BER");
            }
            // RFC 2986, section 4.1: there is one version.
            if (!request.toASN1Structure()
                    .getCertificationRequestInfo()
                    .getVersion()
                    .hasValue(0)) {
                throw new IOException("version");
            }
            return request;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle throws a dozen kinds of exception at bad DER; its words are about its own classes.
            throw new SigningRequestRefused(
                    Fault.SIGNING_REQUEST_MALFORMED, "signingRequest holds PEM, but no PKCS#10 request in it.");
        }
    }

    /** RFC 5758, section 3.2, and RFC 4055, section 5: ECDSA has no parameters, RSA has NULL or, from old software, none. */
    private static void mustHaveNoParameters(AlgorithmIdentifier algorithm, String name) {
        ASN1Encodable parameters = algorithm.getParameters();
        boolean isNull = parameters instanceof ASN1Null;
        if (parameters != null && !(isNull && name.endsWith("RSA"))) {
            throw new SigningRequestRefused(
                    Fault.SIGNING_REQUEST_MALFORMED,
                    "The signature of signingRequest has parameters that its algorithm does not have.");
        }
    }

    private static void mustBeSignedBy(PublicKey key, PKCS10CertificationRequest request) {
        String algorithm =
                SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm().getId());
        if (algorithm == null) {
            throw new SigningRequestRefused(
                    Fault.SIGNING_REQUEST_WEAK_SIGNATURE,
                    "signingRequest is signed with algorithm "
                            + request.getSignatureAlgorithm().getAlgorithm().getId()
                            + "; ECDSA and RSA with SHA-256, SHA-384 and SHA-512 are accepted.");
        }
        mustHaveNoParameters(request.getSignatureAlgorithm(), algorithm);
        if (!verifies(algorithm, key, request)) {
            throw new SigningRequestRefused(
                    Fault.SIGNING_REQUEST_NOT_PROVED,
                    "The signature of signingRequest was not made by the key that it brings.");
        }
    }

    private static boolean verifies(String algorithm, PublicKey key, PKCS10CertificationRequest request) {
        try {
            Signature signature = FastestProvider.signature(algorithm);
            signature.initVerify(key);
            signature.update(
                    request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            return signature.verify(request.getSignature());
        } catch (GeneralSecurityException | IOException e) {
            // A signature that can't even be tried proves nothing: an RSA one with an EC key, for instance.
            return false;
        }
    }
}
