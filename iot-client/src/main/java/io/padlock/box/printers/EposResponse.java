package io.padlock.box.printers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By what an ePOS printer is known: the response tag of its answer. Whoever answers in its place may send anything. */
final class EposResponse {

    /** No tag has another in it: so that each character is read once, however many begin and do not end. */
    private static final Pattern TAG = Pattern.compile("<([^<>]{1,2000}+)>");

    private static final Pattern RESPONSE = Pattern.compile("(?:[a-zA-Z0-9]{1,40}+:)?response\\s");
    private static final Pattern SUCCESS = Pattern.compile("\\ssuccess=\"(?:true|false|1|0)\"");
    private static final Pattern CODE = Pattern.compile("\\scode=\"([A-Za-z0-9_]{1,40})\"");

    private final String tag;

    private EposResponse(String tag) {
        this.tag = tag;
    }

    static Optional<EposResponse> in(String answer) {
        Matcher tags = TAG.matcher(answer);
        while (tags.find()) {
            String tag = tags.group(1);
            if (RESPONSE.matcher(tag).lookingAt() && SUCCESS.matcher(tag).find()) {
                return Optional.of(new EposResponse(tag));
            }
        }
        return Optional.empty();
    }

    /** Empty where it has nothing to report. */
    Optional<String> code() {
        Matcher code = CODE.matcher(tag);
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }
}
