package io.padlock.provisioning.api;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.util.regex.Pattern;

/** What somebody hears who asks for the files of an issuer that is not ours. */
final class NoSuchIssuer {

    private static final Pattern LIKE_OURS = Pattern.compile("[0-9a-f]{1,64}");

    private NoSuchIssuer() {}

    /** @param id may be anything; it is repeated only when it could be one */
    static Refused refusal(String id) {
        String which = LIKE_OURS.matcher(id).matches() ? "the identifier " + id : "that identifier";
        return new Refused(new Unusable(
                404,
                "No such issuer",
                new Reason(
                        "NO_SUCH_ISSUER",
                        "No issuer here has " + which + ".",
                        "Take the address from the certificate.")));
    }
}
