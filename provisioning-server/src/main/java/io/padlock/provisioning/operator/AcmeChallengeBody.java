package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.util.List;
import java.util.regex.Pattern;

/** What an authority wants to see, as it was sent: a digest for each certificate that is being asked for (RFC 8555, section 8.4). */
record AcmeChallengeBody(List<String> values) {

    private static final int MOST = 8;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    List<String> parsed() {
        must(values != null, "values is missing.");
        must(!values.isEmpty() && values.size() <= MOST, "values has " + values.size() + "; it has 1 to " + MOST + ".");
        values.forEach(value -> must(
                value != null && VALUE.matcher(value).matches(),
                "A value is written in letters, digits, - and _, 128 at the most, as the authority gave it."));
        return List.copyOf(values);
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new Refused(new Unusable(
                    400,
                    "The challenge can't be used",
                    new Reason("INVALID_CHALLENGE", otherwise, "Correct it and send the request again.")));
        }
    }
}
