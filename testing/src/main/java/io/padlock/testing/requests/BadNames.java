package io.padlock.testing.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** Names that no signing request may ask a server for {@code odoo-iot.com} for, each with the code of its refusal. */
public final class BadNames {

    private static final String ZONE = "d73e7513.odoo-iot.com";

    private BadNames() {}

    public static List<AskedName> all() {
        List<AskedName> all = new ArrayList<>();
        all.addAll(otherKinds());
        all.addAll(written());
        all.addAll(labels());
        all.addAll(addresses());
        all.addAll(urls());
        all.addAll(wildcards());
        all.addAll(domains());
        all.addAll(several());
        return all;
    }

    private static List<AskedName> otherKinds() {
        return List.of(
                kind("an IPv4 address", new GeneralName(GeneralName.iPAddress, "192.168.1.25")),
                kind("an IPv6 address", new GeneralName(GeneralName.iPAddress, "fe80::1")),
                kind("a network", new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8]))),
                kind("an e-mail address", new GeneralName(GeneralName.rfc822Name, "box@" + ZONE)),
                kind("a URI", new GeneralName(GeneralName.uniformResourceIdentifier, "https://" + ZONE)),
                kind("a directory name", new GeneralName(new X500Name("CN=" + ZONE))),
                kind("an object identifier", new GeneralName(GeneralName.registeredID, "1.2.3")),
                kind("a Windows user", new GeneralName(GeneralName.otherName, new DERSequence(new ASN1Encodable[] {
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"),
                    new DERTaggedObject(true, 0, new DERUTF8String("box@" + ZONE))
                }))),
                new AskedName(
                        "an IP address beside a good name",
                        "NAME_KIND_NOT_ACCEPTED",
                        List.of(
                                new GeneralName(GeneralName.dNSName, ZONE),
                                new GeneralName(GeneralName.iPAddress, "127.0.0.1"))));
    }

    private static AskedName kind(String why, GeneralName name) {
        return new AskedName(why, "NAME_KIND_NOT_ACCEPTED", List.of(name));
    }

    private static List<AskedName> written() {
        return List.of(
                AskedName.dns("nothing", "NAME_EMPTY", ""),
                AskedName.dns("254 characters", "NAME_TOO_LONG", longName(254)),
                AskedName.dns("ten thousand characters", "NAME_TOO_LONG", "a".repeat(10_000)),
                AskedName.dns("an umlaut in Latin-1", "NAME_NOT_ASCII", "k\u00fcche." + ZONE),
                AskedName.dns("an umlaut in UTF-8", "NAME_NOT_ASCII", "k\u00c3\u00bcche." + ZONE),
                AskedName.dns("a full-width dot", "NAME_NOT_ASCII", "d73e7513\u00ef\u00bc\u008eodoo-iot.com"),
                AskedName.dns("an override of the reading direction", "NAME_NOT_ASCII", "\u00e2\u0080\u00ae" + ZONE),
                AskedName.dns("an underscore", "NAME_CHARACTER_NOT_ACCEPTED", "_dmarc." + ZONE),
                AskedName.dns("a blank inside", "NAME_CHARACTER_NOT_ACCEPTED", "a b." + ZONE),
                AskedName.dns("a blank before it", "NAME_CHARACTER_NOT_ACCEPTED", " " + ZONE),
                AskedName.dns("a blank behind it", "NAME_CHARACTER_NOT_ACCEPTED", ZONE + " "),
                AskedName.dns("nothing but a blank", "NAME_CHARACTER_NOT_ACCEPTED", " "),
                AskedName.dns("a NUL, where C would stop reading", "NAME_CHARACTER_NOT_ACCEPTED", ZONE + "\0.evil.com"),
                AskedName.dns("a line end, for somebody's log", "NAME_CHARACTER_NOT_ACCEPTED", ZONE + "\nIssued all"),
                AskedName.dns("an escape, for a terminal", "NAME_CHARACTER_NOT_ACCEPTED", "\u001b[2J." + ZONE),
                AskedName.dns("a delete", "NAME_CHARACTER_NOT_ACCEPTED", "a\u007f." + ZONE),
                AskedName.dns("a tag, for a page", "NAME_CHARACTER_NOT_ACCEPTED", "<script>." + ZONE),
                AskedName.dns("an e-mail address as a DNS name", "NAME_CHARACTER_NOT_ACCEPTED", "box@" + ZONE),
                AskedName.dns("two names in one", "NAME_CHARACTER_NOT_ACCEPTED", ZONE + ",a." + ZONE),
                AskedName.dns("quotes", "NAME_CHARACTER_NOT_ACCEPTED", "\"" + ZONE + "\""),
                AskedName.dns("a backslash", "NAME_CHARACTER_NOT_ACCEPTED", "a\\" + ZONE),
                AskedName.dns("a dot at its end", "NAME_ENDS_IN_A_DOT", ZONE + "."),
                AskedName.dns("the root", "NAME_ENDS_IN_A_DOT", "."));
    }

    private static List<AskedName> labels() {
        return List.of(
                AskedName.dns("two dots", "NAME_LABEL_EMPTY", "d73e7513..odoo-iot.com"),
                AskedName.dns("a dot before it", "NAME_LABEL_EMPTY", "." + ZONE),
                AskedName.dns("a wildcard, then two dots", "NAME_LABEL_EMPTY", "*.." + ZONE),
                AskedName.dns("a label of 64", "NAME_LABEL_TOO_LONG", "a".repeat(64) + ".odoo-iot.com"),
                AskedName.dns("a wildcard over a label of 64", "NAME_LABEL_TOO_LONG", "*." + "a".repeat(64) + ".com"),
                AskedName.dns("a hyphen first", "NAME_HYPHEN_MISPLACED", "-d73e751.odoo-iot.com"),
                AskedName.dns("a hyphen last", "NAME_HYPHEN_MISPLACED", "d73e751-.odoo-iot.com"),
                AskedName.dns("nothing but a hyphen", "NAME_HYPHEN_MISPLACED", "-.odoo-iot.com"),
                AskedName.dns("two hyphens in third place", "NAME_HYPHEN_MISPLACED", "ab--cdef.odoo-iot.com"),
                AskedName.dns("punycode of nothing", "NAME_HYPHEN_MISPLACED", "xn--.odoo-iot.com"),
                AskedName.dns("punycode cut off", "NAME_PUNYCODE_INVALID", "xn--a.odoo-iot.com"),
                AskedName.dns("punycode that overflows", "NAME_PUNYCODE_INVALID", "xn--99999999.odoo-iot.com"),
                AskedName.dns("punycode in upper case, cut off", "NAME_PUNYCODE_INVALID", "XN--A.odoo-iot.com"));
    }

    private static List<AskedName> addresses() {
        return Stream.of(
                        "192.168.1.25",
                        "127.0.0.1",
                        "192.168.1.25:8069",
                        "10.0.0.0/8",
                        "127.1",
                        "2130706433",
                        "0x7f000001",
                        "0x7f.0.0.1",
                        "::1",
                        "fe80::1%eth0",
                        "[fe80::1]",
                        "[::1]:443",
                        "::ffff:192.168.1.25")
                .map(name -> AskedName.dns(name + " as a DNS name", "NAME_IS_AN_IP_ADDRESS", name))
                .toList();
    }

    private static List<AskedName> urls() {
        return List.of(
                AskedName.dns("a scheme", "NAME_IS_A_URL", "https://" + ZONE),
                AskedName.dns("a port", "NAME_IS_A_URL", ZONE + ":8069"),
                AskedName.dns("a path", "NAME_IS_A_URL", ZONE + "/hw_proxy/hello"),
                AskedName.dns("a query", "NAME_IS_A_URL", ZONE + "?db=shop"),
                AskedName.dns("a fragment", "NAME_IS_A_URL", ZONE + "#top"));
    }

    private static List<AskedName> wildcards() {
        return List.of(
                AskedName.dns("part of the first label", "NAME_WILDCARD_MISPLACED", "shop*." + ZONE),
                AskedName.dns("the end of the first label", "NAME_WILDCARD_MISPLACED", "*shop." + ZONE),
                AskedName.dns("two in the first label", "NAME_WILDCARD_MISPLACED", "**." + ZONE),
                AskedName.dns("two labels", "NAME_WILDCARD_MISPLACED", "*.*." + ZONE),
                AskedName.dns("a later label", "NAME_WILDCARD_MISPLACED", "192-168-1-25.*.odoo-iot.com"),
                AskedName.dns("in the domain", "NAME_WILDCARD_MISPLACED", "d73e7513.*.com"),
                AskedName.dns("everything", "NAME_WILDCARD_TOO_WIDE", "*"),
                AskedName.dns("all customers", "NAME_WILDCARD_TOO_WIDE", "*.odoo-iot.com"),
                AskedName.dns("all customers, in upper case", "NAME_WILDCARD_TOO_WIDE", "*.ODOO-IOT.COM"),
                AskedName.dns("a whole top-level domain", "NAME_WILDCARD_TOO_WIDE", "*.com"));
    }

    private static List<AskedName> domains() {
        return List.of(
                AskedName.dns("somebody else's", "NAME_OUTSIDE_DOMAIN", "www.google.com"),
                AskedName.dns("somebody else's wildcard", "NAME_OUTSIDE_DOMAIN", "*.google.com"),
                AskedName.dns("ends like ours, without the dot", "NAME_OUTSIDE_DOMAIN", "evilodoo-iot.com"),
                AskedName.dns("a zone that ends like ours", "NAME_OUTSIDE_DOMAIN", "d73e7513.evilodoo-iot.com"),
                AskedName.dns("begins like ours", "NAME_OUTSIDE_DOMAIN", "d73e7513.odoo-iot.com.evil.com"),
                AskedName.dns("another top-level domain", "NAME_OUTSIDE_DOMAIN", "*.d73e7513.odoo-iot.org"),
                AskedName.dns("a letter changed", "NAME_OUTSIDE_DOMAIN", "d73e7513.od0o-iot.com"),
                AskedName.dns("this machine", "NAME_OUTSIDE_DOMAIN", "localhost"),
                AskedName.dns("a zone alone", "NAME_OUTSIDE_DOMAIN", "d73e7513"),
                AskedName.dns("a top-level domain", "NAME_OUTSIDE_DOMAIN", "com"),
                AskedName.dns("good punycode, elsewhere", "NAME_OUTSIDE_DOMAIN", "xn--mnchen-3ya.de"),
                AskedName.dns("the domain of all customers", "NAME_IS_THE_DOMAIN", "odoo-iot.com"),
                AskedName.dns("the domain in upper case", "NAME_IS_THE_DOMAIN", "Odoo-IoT.com"),
                AskedName.dns("a box's own name, which the wildcard covers", "NAME_TOO_DEEP", "192-168-1-25." + ZONE),
                AskedName.dns("a wildcard below a zone", "NAME_TOO_DEEP", "*.shop." + ZONE),
                AskedName.dns("253 characters", "NAME_TOO_DEEP", longName(253)),
                AskedName.dns("a name of the domain that is no zone", "NAME_NOT_A_ZONE", "www.odoo-iot.com"),
                AskedName.dns("a zone too short", "NAME_NOT_A_ZONE", "*.d73e751.odoo-iot.com"),
                AskedName.dns("a zone too long", "NAME_NOT_A_ZONE", "*.d73e75130.odoo-iot.com"),
                AskedName.dns("a zone with a g", "NAME_NOT_A_ZONE", "g73e7513.odoo-iot.com"),
                AskedName.dns("a label of 63", "NAME_NOT_A_ZONE", "a".repeat(63) + ".odoo-iot.com"),
                AskedName.dns("good punycode for a zone", "NAME_NOT_A_ZONE", "xn--mnchen-3ya.odoo-iot.com"));
    }

    private static List<AskedName> several() {
        return List.of(
                many("nine", "NAMES_TOO_MANY", GoodNames.zones(9)),
                many("two hundred", "NAMES_TOO_MANY", GoodNames.zones(200)),
                many("a good one, and another's", "NAME_OUTSIDE_DOMAIN", ZONE, "www.google.com"),
                many("a bad one before a good one", "NAME_IS_THE_DOMAIN", "odoo-iot.com", ZONE));
    }

    private static AskedName many(String why, String code, String... names) {
        return new AskedName(
                why,
                code,
                Arrays.stream(names)
                        .map(name -> new GeneralName(GeneralName.dNSName, new DERIA5String(name)))
                        .toList());
    }

    /** Good in all but its depth, and its length if that is over 253. */
    private static String longName(int characters) {
        StringBuilder name = new StringBuilder(ZONE);
        while (name.length() < characters) {
            int room = Math.min(63, characters - name.length() - 1);
            // One character more would leave room for a dot and no label.
            int label = characters - name.length() - 1 - room == 1 ? room - 1 : room;
            name.insert(0, "a".repeat(label) + ".");
        }
        return name.toString();
    }
}
