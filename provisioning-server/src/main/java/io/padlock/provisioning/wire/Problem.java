package io.padlock.provisioning.wire;

import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.util.List;
import java.util.Locale;

/** A refusal as RFC 9457 wants it told. */
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        List<Reason> reasons,
        boolean retryable,
        String reference) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Refused refused, Reference reference) {
        Refusal refusal = refused.refusal();
        return new Problem(
                "urn:padlock:problem:" + refusal.code().toLowerCase(Locale.ROOT).replace('_', '-'),
                refusal.title(),
                refusal.status(),
                refusal.code(),
                refused.explanation(),
                refusal.reasons(),
                refusal.retryable(),
                reference.text());
    }
}
