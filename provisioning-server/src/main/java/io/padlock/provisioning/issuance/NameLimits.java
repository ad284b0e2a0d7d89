package io.padlock.provisioning.issuance;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** The names that an issuer may vouch for: RFC 5280, section 4.2.1.10. */
record NameLimits(List<String> permitted, List<String> excluded, boolean excludesEveryAddress) {

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /** @return null when the certificate has none */
    static NameLimits of(X509Certificate issuer) {
        byte[] extension = issuer.getExtensionValue(NAME_CONSTRAINTS);
        if (extension == null) {
            return null;
        }
        NameConstraints constraints = NameConstraints.getInstance(
                ASN1OctetString.getInstance(extension).getOctets());
        return new NameLimits(
                dnsNames(constraints.getPermittedSubtrees()),
                dnsNames(constraints.getExcludedSubtrees()),
                excludesAddressesOf(4, constraints) && excludesAddressesOf(16, constraints));
    }

    boolean permit(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return permitted.stream().anyMatch(domain -> isWithin(lower, domain))
                && excluded.stream().noneMatch(domain -> isWithin(lower, domain));
    }

    private static boolean isWithin(String name, String domain) {
        return name.equals(domain)
                || name.length() > domain.length()
                        && name.endsWith(domain)
                        && name.charAt(name.length() - domain.length() - 1) == '.';
    }

    private static List<String> dnsNames(GeneralSubtree[] trees) {
        List<String> names = new ArrayList<>();
        for (GeneralSubtree tree : trees == null ? new GeneralSubtree[0] : trees) {
            if (tree.getBase().getTagNo() == GeneralName.dNSName) {
                names.add(tree.getBase().getName().toString().toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(names);
    }

    /** Address and mask, all zero. */
    private static boolean excludesAddressesOf(int octets, NameConstraints constraints) {
        GeneralSubtree[] trees = constraints.getExcludedSubtrees();
        for (GeneralSubtree tree : trees == null ? new GeneralSubtree[0] : trees) {
            if (tree.getBase().getTagNo() == GeneralName.iPAddress) {
                byte[] range =
                        ASN1OctetString.getInstance(tree.getBase().getName()).getOctets();
                if (range.length == 2 * octets && new java.math.BigInteger(1, range).signum() == 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
