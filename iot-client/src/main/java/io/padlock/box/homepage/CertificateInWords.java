package io.padlock.box.homepage;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.status.Status;
import io.padlock.box.words.Words;
import java.util.List;

/**
 * The certificate for people.
 *
 * @param renewsAt empty where it can't be renewed now
 */
record CertificateInWords(CertificatePair pair, String from, String until, String renewsAt, List<Line> attempts) {

    private static final int SHOWN = 8;

    /** One time that the box looked after its certificate. */
    record Line(String when, String code, String what, String healed, boolean isGood) {

        static Line of(BoxState.Attempt attempt, Words words) {
            Status outcome = attempt.outcome();
            return new Line(
                    words.say(attempt.at()),
                    outcome.code(),
                    words.say(outcome.cause()),
                    attempt.healed().map(words::say).orElse(""),
                    outcome.ok());
        }
    }

    static CertificateInWords of(BoxState state, Words words) {
        CertificatePair pair = state.pair().orElse(null);
        return new CertificateInWords(
                pair,
                pair == null ? "" : words.say(pair.notBefore()),
                pair == null ? "" : words.say(pair.notAfter()),
                pair == null || !state.status().ok() ? "" : words.say("page-renews-at", pair.renewAt()),
                state.attempts().stream()
                        .limit(SHOWN)
                        .map(one -> Line.of(one, words))
                        .toList());
    }
}
