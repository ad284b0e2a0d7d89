package io.padlock.box.homepage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.status.Status;
import io.padlock.box.words.Words;
import java.time.Instant;
import java.util.List;

/** GET /status: what the page says, for programs. Null is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusAnswer(
        String code,
        String cause,
        String remedy,
        List<Status.Explained> reasons,
        String reference,
        String name,
        String url,
        Certificate certificate,
        String lastAttempt,
        String lastAttemptCause,
        String healed,
        Instant nextAttempt) {

    record Certificate(
            String serial,
            String fingerprint,
            List<String> names,
            String issuer,
            Instant notBefore,
            Instant notAfter,
            Instant renewAt) {

        static Certificate of(CertificatePair pair) {
            return new Certificate(
                    pair.serial(),
                    pair.fingerprint(),
                    pair.names(),
                    pair.issuer(),
                    pair.notBefore(),
                    pair.notAfter(),
                    pair.renewAt());
        }
    }

    /** What was damaged on the box's disk when it looked last, and what it did about it. */
    static String healed(BoxState state, Words words) {
        return state.attempts().stream()
                .limit(1)
                .flatMap(last -> last.healed().stream())
                .findFirst()
                .map(words::say)
                .orElse(null);
    }

    static StatusAnswer of(BoxState state, SecureAddress address, Words words) {
        Status status = state.status();
        return new StatusAnswer(
                status.code(),
                words.say(status.cause()),
                status.remedy().map(words::say).orElse(""),
                status.reasons(),
                status.reference(),
                address == null ? null : address.name(),
                address == null ? null : address.url(),
                state.pair().map(Certificate::of).orElse(null),
                state.lastAttempt().code(),
                state.lastAttempt().ok() ? null : words.say(state.lastAttempt().cause()),
                healed(state, words),
                state.nextAttempt());
    }
}
