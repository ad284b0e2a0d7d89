package io.padlock.testing.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;

/** DER that is no PKCS#10 request, though it looks like one: RFC 2986, section 4, and RFC 2985, section 5.4. */
final class BadStructures {

    private static final byte[] EXTENSION_REQUEST = oid(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest);
    private static final byte[] CHALLENGE = oid(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    private static final byte[] SUBJECT_ALT_NAME = oid(Extension.subjectAlternativeName);
    private static final byte[] GOOD_NAMES = Tlv.sequence(Tlv.of(0x82, "d73e7513.odoo-iot.com".getBytes()));

    private BadStructures() {}

    static List<BadRequest> all() {
        byte[] names = extension(GOOD_NAMES);
        byte[] request = attribute(EXTENSION_REQUEST, Tlv.sequence(names));
        return List.of(
                of("version 2, as certificates count", Crafted.ec().version(Tlv.integer(1))),
                of("version of a certificate", Crafted.ec().version(Tlv.integer(2))),
                of("version -1", Crafted.ec().version(Tlv.integer(-1))),
                of("a version of 20 octets", Crafted.ec().version(Tlv.integer(BigInteger.ONE.shiftLeft(152)))),
                of("a version with an octet too many", Crafted.ec().version(new byte[] {2, 2, 0, 0})),
                of("no version", Crafted.ec().version(new byte[0])),
                of("a subject that is a number", Crafted.ec().subject(Tlv.integer(0))),
                of("a subject with a part that has no type", Crafted.ec().subject(part(Tlv.sequence()))),
                of("a subject with a part in a part", Crafted.ec().subject(part(Tlv.sequence(Tlv.sequence())))),
                of("no key", Crafted.ec().key(new byte[0])),
                of("a key that is a number", Crafted.ec().key(Tlv.integer(0))),
                of("no signature", Crafted.ec().signatureElement(new byte[0])),
                of("something behind the signature", Crafted.ec().signatureElement(Tlv.joined(Tlv.bits(), Tlv.bits()))),
                of("something behind the attributes", Crafted.ec().attributes(Tlv.of(Tlv.ATTRIBUTES), Tlv.integer(0))),
                of("attributes of another tag", Crafted.ec().attributes(Tlv.of(0xa1))),
                of("an attribute that is a number", attributes(Tlv.integer(0))),
                of("an attribute without values", attributes(Tlv.sequence(CHALLENGE))),
                of("an attribute with an empty set of values", attributes(Tlv.sequence(CHALLENGE, Tlv.of(Tlv.SET)))),
                of("an attribute with a sequence for values", attributes(Tlv.sequence(CHALLENGE, Tlv.sequence()))),
                of(
                        "an attribute with values twice",
                        attributes(Tlv.sequence(EXTENSION_REQUEST, set(names), set(names)))),
                of("extensionRequest twice", attributes(request, request)),
                of("extensionRequest with two values", attributes(Tlv.sequence(EXTENSION_REQUEST, twice(names)))),
                of("extensionRequest that is a number", attributes(attribute(EXTENSION_REQUEST, Tlv.integer(0)))),
                of("extensionRequest without extensions", attributes(attribute(EXTENSION_REQUEST, Tlv.sequence()))),
                of("an extension twice", attributes(attribute(EXTENSION_REQUEST, Tlv.sequence(names, names)))),
                of("a subjectAltName that is a number", asking(Tlv.integer(0))),
                of("a subjectAltName without names", asking(Tlv.sequence())),
                of("a subjectAltName that is empty", asking(new byte[0])),
                of("a subjectAltName with an octet behind it", asking(Tlv.joined(GOOD_NAMES, new byte[1]))),
                of("a subjectAltName with an unknown kind of name", asking(Tlv.sequence(Tlv.of(0x89, new byte[1])))),
                of("a subjectAltName of indefinite length", asking(new byte[] {0x30, (byte) 0x80, 0, 0})));
    }

    /** Of a distinguished name: RFC 5280, section 4.1.2.4. */
    private static byte[] part(byte[] typeAndValue) {
        return Tlv.sequence(Tlv.of(Tlv.SET, typeAndValue));
    }

    private static BadRequest of(String why, Crafted crafted) {
        return new BadRequest(why, "SIGNING_REQUEST_MALFORMED", crafted.pem());
    }

    private static Crafted attributes(byte[]... attributes) {
        return Crafted.ec().attributes(Tlv.of(Tlv.ATTRIBUTES, attributes));
    }

    private static Crafted asking(byte[] names) {
        return attributes(attribute(EXTENSION_REQUEST, Tlv.sequence(extension(names))));
    }

    private static byte[] attribute(byte[] type, byte[] value) {
        return Tlv.sequence(type, Tlv.of(Tlv.SET, value));
    }

    private static byte[] twice(byte[] extension) {
        return Tlv.of(Tlv.SET, Tlv.sequence(extension), Tlv.sequence(extension));
    }

    private static byte[] set(byte[] extension) {
        return Tlv.of(Tlv.SET, Tlv.sequence(extension));
    }

    private static byte[] extension(byte[] names) {
        return Tlv.sequence(SUBJECT_ALT_NAME, Tlv.of(Tlv.OCTET_STRING, names));
    }

    private static byte[] oid(ASN1ObjectIdentifier oid) {
        try {
            return oid.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
