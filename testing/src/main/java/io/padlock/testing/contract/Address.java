package io.padlock.testing.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two ways to write one address are one address (RFC 3986, section 6.2.2). */
final class Address {

    /** A letter, a digit or one of {@code -._~} that was encoded without need. */
    private static final Pattern NEEDLESS = Pattern.compile("%([0-9a-fA-F]{2})");

    private Address() {}

    static String normal(String rawPath) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : decoded(rawPath).split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        return "/" + String.join("/", kept);
    }

    private static String decoded(String rawPath) {
        return NEEDLESS.matcher(rawPath).replaceAll(found -> {
            char meant = (char) Integer.parseInt(found.group(1), 16);
            boolean isUnreserved = meant < 128 && (Character.isLetterOrDigit(meant) || "-._~".indexOf(meant) >= 0);
            return Matcher.quoteReplacement(isUnreserved ? String.valueOf(meant) : found.group());
        });
    }
}
