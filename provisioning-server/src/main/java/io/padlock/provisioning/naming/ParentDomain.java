package io.padlock.provisioning.naming;

import java.util.List;
import java.util.regex.Pattern;

/** The domain under which every zone stands, {@code odoo-iot.com} unless set otherwise. */
public record ParentDomain(String name) {

    // RFC 1035, section 2.3.1, in lower case; two labels at least.
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    // A common name holds 64 characters (RFC 5280, appendix A.1, ub-common-name), and ours is "*.<zone>.<this>".
    private static final int LONGEST = 64 - "*.".length() - "01234567.".length();

    public ParentDomain {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
            throw new IllegalArgumentException("padlock.naming.parent-domain is \"" + name
                    + "\"; it must be a domain name in lower case with at most " + LONGEST
                    + " characters, like odoo-iot.com.");
        }
    }

    /** What a certificate for this zone is good for. The wildcard comes first: it is the common name too. */
    public List<String> certificateNames(Zone zone) {
        String apex = zone + "." + name;
        return List.of("*." + apex, apex);
    }

    @Override
    public String toString() {
        return name;
    }
}
