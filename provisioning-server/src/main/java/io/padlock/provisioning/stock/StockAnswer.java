package io.padlock.provisioning.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.Provisioned;
import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.FreshKey;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.wire.RetryAfter;
import java.util.List;
import java.util.stream.Collectors;

/** The answer in the shape that every generation survives. The names are the box's. */
record StockAnswer(
        String jsonrpc,
        String id,
        Result result,
        @JsonInclude(JsonInclude.Include.NON_NULL) Error error) {

    record Result(String subject_cn, String x509_pem, String private_key_pem) {}

    record Error(int code, String message, Data data) {}

    /** @param retryAfter seconds; only where coming back helps */
    record Data(
            String code,
            List<Reason> reasons,
            boolean retryable,
            String reference,
            @JsonInclude(JsonInclude.Include.NON_NULL) Long retryAfter) {}

    static StockAnswer granted(Provisioned provisioned, FreshKey key, Authority authority, ParentDomain domain) {
        var certificate = provisioned.certificate();
        return new StockAnswer(
                "2.0",
                null,
                new Result(
                        domain.certificateNames(certificate.zone()).get(0),
                        authority.chainPem(certificate.der()),
                        key.privateKeyPem()),
                null);
    }

    static StockAnswer refused(Refused refused, Reference reference) {
        Refusal refusal = refused.refusal();
        Long retryAfter = refusal.retryAfter().map(RetryAfter::seconds).orElse(null);
        return new StockAnswer(
                "2.0",
                null,
                null,
                new Error(
                        refusal.status(),
                        message(refusal, retryAfter),
                        new Data(
                                refusal.code(), refusal.reasons(), refusal.retryable(), reference.text(), retryAfter)));
    }

    /** What a box logs: this text is all that a person sees of it. */
    private static String message(Refusal refusal, Long retryAfter) {
        String reasons = refusal.reasons().stream()
                .map(reason -> reason.explanation() + " " + reason.remedy())
                .collect(Collectors.joining(" "));
        return retryAfter == null ? reasons : reasons + " Ask again in " + inWords(retryAfter) + ".";
    }

    private static String inWords(long seconds) {
        if (seconds <= 120) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return (seconds + 59) / 60 + " minutes";
    }
}
