package io.padlock.provisioning.issuance;

/** A signing request that can't be used: a code for programs, the message and remedy for whoever made it. */
public final class SigningRequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    SigningRequestRefused(Fault fault, String explanation) {
        super(explanation, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** One code each; the contract lists them. */
    public enum Fault {
        SIGNING_REQUEST_MISSING("The signing request is missing", Remedies.MAKE_ONE),
        SIGNING_REQUEST_TOO_LARGE("The signing request is too large", Remedies.MAKE_ONE),
        SIGNING_REQUEST_NOT_PEM("The signing request is not PEM", Remedies.MAKE_ONE),
        SIGNING_REQUEST_MALFORMED("The signing request is not PKCS#10", Remedies.MAKE_ONE),
        SIGNING_REQUEST_WEAK_SIGNATURE(
                "The signing request's signature is too weak", "Sign the request with SHA-256 or stronger."),
        SIGNING_REQUEST_NOT_PROVED(
                "The signing request was not signed by its own key",
                "Sign the request with the private key that belongs to the public key in it."),
        KEY_TYPE_NOT_ACCEPTED("The key's type is not accepted", Remedies.MAKE_A_KEY),
        KEY_MALFORMED("The key can't be read", Remedies.MAKE_A_KEY),
        RSA_KEY_SIZE_NOT_ACCEPTED("The RSA key's size is not accepted", Remedies.MAKE_A_KEY),
        RSA_EXPONENT_NOT_ACCEPTED("The RSA key's exponent is not accepted", Remedies.MAKE_A_KEY),
        RSA_MODULUS_WEAK("The RSA key is weak", Remedies.MAKE_A_KEY),
        RSA_KEY_ROCA(
                "The RSA key comes from a chip whose keys can be broken",
                "Make a new key in software, or on a chip of another maker: EC on P-256 is best."),
        KEY_ON_REFUSED_LIST("The key is known to others", Remedies.MAKE_A_KEY),
        NAMES_TOO_MANY("The signing request asks for too many names", Remedies.LEAVE_THEM_OUT),
        NAME_KIND_NOT_ACCEPTED("The signing request asks for something other than a DNS name", Remedies.LEAVE_THEM_OUT),
        NAME_EMPTY("The signing request asks for an empty name", Remedies.LEAVE_THEM_OUT),
        NAME_TOO_LONG("The signing request asks for a name that is too long", Remedies.LEAVE_THEM_OUT),
        NAME_NOT_ASCII(
                "The signing request asks for a name that is not ASCII",
                "Write names in punycode ('xn--…', RFC 5891). " + Remedies.LEAVE_THEM_OUT),
        NAME_IS_AN_IP_ADDRESS(
                "The signing request asks for an IP address",
                "A box is reached by its name, like 192-168-1-25.<zone>.<domain>. " + Remedies.LEAVE_THEM_OUT),
        NAME_IS_A_URL(
                "The signing request asks for more than a name",
                "Leave out scheme, port and path. " + Remedies.LEAVE_THEM_OUT),
        NAME_CHARACTER_NOT_ACCEPTED(
                "The signing request asks for a name with a character that no name has", Remedies.LEAVE_THEM_OUT),
        NAME_ENDS_IN_A_DOT(
                "The signing request asks for a name that ends in a dot",
                "Leave out the dot at the end. " + Remedies.LEAVE_THEM_OUT),
        NAME_LABEL_EMPTY("The signing request asks for a name with an empty label", Remedies.LEAVE_THEM_OUT),
        NAME_LABEL_TOO_LONG("The signing request asks for a name with a label too long", Remedies.LEAVE_THEM_OUT),
        NAME_HYPHEN_MISPLACED(
                "The signing request asks for a name with a hyphen where none may be", Remedies.LEAVE_THEM_OUT),
        NAME_PUNYCODE_INVALID("The signing request asks for a name in broken punycode", Remedies.LEAVE_THEM_OUT),
        NAME_WILDCARD_MISPLACED(
                "The signing request asks for a wildcard that is none",
                "A wildcard is the whole first label, and the only one. " + Remedies.LEAVE_THEM_OUT),
        NAME_WILDCARD_TOO_WIDE("The signing request asks for everybody's names", Remedies.LEAVE_THEM_OUT),
        NAME_IS_THE_DOMAIN("The signing request asks for the domain itself", Remedies.LEAVE_THEM_OUT),
        NAME_OUTSIDE_DOMAIN("The signing request asks for a name of another domain", Remedies.LEAVE_THEM_OUT),
        NAME_TOO_DEEP("The signing request asks for a name below a zone", Remedies.LEAVE_THEM_OUT),
        NAME_NOT_A_ZONE("The signing request asks for a name that is no zone's", Remedies.LEAVE_THEM_OUT);

        private final String title;
        private final String remedy;

        Fault(String title, String remedy) {
            this.title = title;
            this.remedy = remedy;
        }

        public String title() {
            return title;
        }

        public String remedy() {
            return remedy;
        }
    }

    private static final class Remedies {
        static final String MAKE_ONE = "Send one PKCS#10 request in PEM, as 'openssl req -new' writes it.";
        static final String MAKE_A_KEY =
                "Make a new key: EC on P-256 is best, P-384, P-521 and RSA from 2048 to 4096 bits are accepted.";
        static final String LEAVE_THEM_OUT =
                "Leave subjectAltName out: the server gives '*.<zone>.<domain>' and '<zone>.<domain>', whoever asks.";
    }
}
