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
        KEY_ON_REFUSED_LIST("The key is known to others", Remedies.MAKE_A_KEY);

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
    }
}
