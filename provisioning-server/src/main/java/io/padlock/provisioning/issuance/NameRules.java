package io.padlock.provisioning.issuance;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a name that a signing request asks for has the form of one that this server gives. Which zone it names is not
 * asked: the answer has the database's own.
 */
final class NameRules {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /** One to four numbers, as browsers read them (WHATWG URL, section 3.5), or colons and hexadecimal digits. */
    private static final Pattern IP_ADDRESS =
            Pattern.compile("(0[xX][0-9a-fA-F]+|[0-9]+)(\\.(0[xX][0-9a-fA-F]+|[0-9]+)){0,3}(:[0-9]+|/[0-9]+)?"
                    + "|\\[?[0-9a-fA-F.]*(:[0-9a-fA-F.]*){2,}(%[^\\]]*)?(\\](:[0-9]+)?)?");

    private static final Pattern PART_OF_A_URL = Pattern.compile("[/:?#]");
    private static final Pattern ANOTHER_CHARACTER = Pattern.compile("[^a-zA-Z0-9.*-]");

    private NameRules() {}

    /** @throws SigningRequestRefused with the first rule that it breaks */
    static void judge(String name, ParentDomain parent) {
        mustBeWritable(name);
        boolean isWildcard = name.startsWith("*.");
        String base = (isWildcard ? name.substring(2) : name).toLowerCase(Locale.ROOT);
        must(!name.equals("*"), Fault.NAME_WILDCARD_TOO_WIDE, name, "would be good for every name there is");
        must(base.indexOf('*') < 0, Fault.NAME_WILDCARD_MISPLACED, name, "has a * that is not its whole first label");
        for (String label : base.split("\\.", -1)) {
            mustBeALabel(label, name);
        }
        mustBeOfAZone(base, isWildcard, name, parent.name());
    }

    private static void mustBeWritable(String name) {
        must(!name.isEmpty(), Fault.NAME_EMPTY, name, "is empty");
        must(
                name.length() <= LONGEST,
                Fault.NAME_TOO_LONG,
                name,
                "has " + name.length() + " characters; 253 are the most");
        must(
                name.chars().allMatch(c -> c < 0x80),
                Fault.NAME_NOT_ASCII,
                name,
                "has characters that DNS knows in punycode only");
        must(!IP_ADDRESS.matcher(name).matches(), Fault.NAME_IS_AN_IP_ADDRESS, name, "is an IP address");
        must(
                !PART_OF_A_URL.matcher(name).find(),
                Fault.NAME_IS_A_URL,
                name,
                "has a scheme, a port or a path, which no name has");
        must(
                !ANOTHER_CHARACTER.matcher(name).find(),
                Fault.NAME_CHARACTER_NOT_ACCEPTED,
                name,
                "has characters other than letters, digits, hyphens and dots");
        must(!name.endsWith("."), Fault.NAME_ENDS_IN_A_DOT, name, "ends in a dot, as no name in a certificate does");
    }

    /** RFC 1123, section 2.1, and RFC 5890, section 2.3.1. */
    private static void mustBeALabel(String label, String name) {
        must(!label.isEmpty(), Fault.NAME_LABEL_EMPTY, name, "has nothing between two dots, or before the first");
        must(
                label.length() <= LONGEST_LABEL,
                Fault.NAME_LABEL_TOO_LONG,
                name,
                "has a label of " + label.length() + " characters; 63 are the most");
        must(
                label.charAt(0) != '-' && label.charAt(label.length() - 1) != '-',
                Fault.NAME_HYPHEN_MISPLACED,
                name,
                "has a label that begins or ends with a hyphen");
        if (label.startsWith("--", 2)) {
            must(
                    label.startsWith("xn"),
                    Fault.NAME_HYPHEN_MISPLACED,
                    name,
                    "has two hyphens as third and fourth character of a label that is not punycode");
            must(isPunycode(label), Fault.NAME_PUNYCODE_INVALID, name, "has a label whose punycode can't be decoded");
        }
    }

    /** The JDK gives back what it can't decode. */
    private static boolean isPunycode(String label) {
        try {
            return !IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED).equals(label);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void mustBeOfAZone(String base, boolean isWildcard, String name, String parent) {
        if (isWildcard) {
            must(
                    !base.equals(parent) && !parent.endsWith("." + base),
                    Fault.NAME_WILDCARD_TOO_WIDE,
                    name,
                    "would be good for other customers' boxes too");
        }
        must(!base.equals(parent), Fault.NAME_IS_THE_DOMAIN, name, "is the domain that all customers share");
        must(base.endsWith("." + parent), Fault.NAME_OUTSIDE_DOMAIN, name, "is not within " + parent);
        String label = base.substring(0, base.length() - parent.length() - 1);
        must(
                label.indexOf('.') < 0,
                Fault.NAME_TOO_DEEP,
                name,
                "has more than a zone before " + parent + "; the zone's wildcard covers its boxes");
        must(Zone.isLabel(label), Fault.NAME_NOT_A_ZONE, name, "names no zone: those are 8 hexadecimal digits");
    }

    private static void must(boolean holds, Fault otherwise, String name, String because) {
        if (!holds) {
            throw new SigningRequestRefused(
                    otherwise, "subjectAltName asks for " + Quoted.of(name) + ", which " + because + ".");
        }
    }
}
