package io.padlock.provisioning.operator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the header {@code Authorization} carries (RFC 6750, section 2.1). */
final class BearerToken {

    /** The scheme in any case (RFC 9110, section 11.1), and one space or more behind it (section 11.4). */
    private static final Pattern FORM = Pattern.compile("(?i:Bearer) +(.*)", Pattern.DOTALL);

    private BearerToken() {}

    static Optional<String> in(String header) {
        return Optional.ofNullable(header)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(form -> form.group(1));
    }
}
