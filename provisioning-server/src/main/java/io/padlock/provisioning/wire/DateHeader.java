package io.padlock.provisioning.wire;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When an answer was made, as every server with a clock says (RFC 9110, section 6.6.1): a box whose own clock is wrong knows it by
 * this. Asked for with each answer, on any event loop; written once a second.
 */
final class DateHeader {

    static final String NAME = "Date";

    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private record Written(long second, String text) {}

    private final Clock clock;
    private volatile Written last = new Written(Long.MIN_VALUE, "");

    DateHeader(Clock clock) {
        this.clock = clock;
    }

    String now() {
        Instant now = clock.instant();
        Written written = last;
        if (written.second != now.getEpochSecond()) {
            written = new Written(now.getEpochSecond(), IMF_FIXDATE.format(now));
            last = written;
        }
        return written.text;
    }
}
