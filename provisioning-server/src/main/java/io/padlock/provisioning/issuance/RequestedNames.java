package io.padlock.provisioning.issuance;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import io.padlock.provisioning.naming.ParentDomain;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The names that a signing request asks for, to be judged and forgotten: who asks for others than it will get is told so,
 * and does not find out from the certificate. docs/decisions/0012-a-name-that-is-asked-for-is-judged.md.
 */
final class RequestedNames {

    /** The server gives two. */
    private static final int MOST = 8;

    /** RFC 2985, section 5.4.2, and what Windows calls the same. */
    private static final Set<ASN1ObjectIdentifier> EXTENSION_REQUESTS = Set.of(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"));

    /** By the tags of RFC 5280, section 4.2.1.6. */
    private static final String[] KINDS = {
        "another name of no known kind",
        "an e-mail address",
        "a DNS name",
        "an X.400 address",
        "a directory name",
        "an EDI party",
        "a URI",
        "an IP address",
        "a registered identifier"
    };

    private RequestedNames() {}

    /** @param attributes null when the request has none */
    static void judge(ASN1Set attributes, ParentDomain parent) {
        Set<ASN1ObjectIdentifier> seen = new HashSet<>();
        for (ASN1Encodable each : attributes == null ? new ASN1Encodable[0] : attributes.toArray()) {
            must(
                    each instanceof ASN1Sequence parts && parts.size() == 2,
                    "has an attribute that is not type and values");
            Attribute attribute = read(() -> Attribute.getInstance(each), "an attribute");
            must(seen.add(attribute.getAttrType()), "has an attribute twice");
            must(attribute.getAttrValues().size() > 0, "has an attribute without a value");
            if (EXTENSION_REQUESTS.contains(attribute.getAttrType())) {
                must(attribute.getAttrValues().size() == 1, "has several lists of extensions");
                judgeExtensions(attribute.getAttrValues().getObjectAt(0), parent);
            }
        }
    }

    private static void judgeExtensions(ASN1Encodable value, ParentDomain parent) {
        Extensions extensions = read(() -> Extensions.getInstance(value), "the list of extensions");
        must(extensions.getExtensionOIDs().length > 0, "has an empty list of extensions");
        Extension names = extensions.getExtension(Extension.subjectAlternativeName);
        if (names == null) {
            return;
        }
        GeneralName[] asked = read(() -> strictly(names.getExtnValue().getOctets()), "subjectAltName");
        if (asked.length > MOST) {
            throw new SigningRequestRefused(
                    Fault.NAMES_TOO_MANY,
                    "subjectAltName asks for " + asked.length + " names; " + MOST + " are the most.");
        }
        for (GeneralName name : asked) {
            if (name.getTagNo() != GeneralName.dNSName) {
                throw new SigningRequestRefused(
                        Fault.NAME_KIND_NOT_ACCEPTED,
                        "subjectAltName asks for " + KINDS[name.getTagNo()]
                                + "; certificates here have DNS names only.");
            }
            NameRules.judge(ASN1IA5String.getInstance(name.getName()).getString(), parent);
        }
    }

    private static GeneralName[] strictly(byte[] der) throws IOException {
        GeneralNames names = GeneralNames.getInstance(der);
        if (names.getNames().length == 0 || !Arrays.equals(der, names.getEncoded(ASN1Encoding.DER))) {
            throw new IOException("empty, or not DER");
        }
        return names.getNames();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Bouncy Castle throws a dozen kinds of exception at bad DER; its words are about its own classes. */
    private static <T> T read(Reading<T> reading, String what) {
        try {
            return reading.read();
        } catch (IOException | RuntimeException e) {
            throw new SigningRequestRefused(
                    Fault.SIGNING_REQUEST_MALFORMED,
                    "signingRequest is PKCS#10, but " + what + " in it can't be read.");
        }
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new SigningRequestRefused(Fault.SIGNING_REQUEST_MALFORMED, "signingRequest " + otherwise + ".");
        }
    }
}
