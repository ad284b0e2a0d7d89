package io.padlock.provisioning.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.Provisioned;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.FreshKey;
import io.padlock.provisioning.naming.ParentDomain;
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

    record Data(String code, List<Reason> reasons, boolean retryable, String reference) {}

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

    static StockAnswer refused(Refused refused) {
        var refusal = refused.refusal();
        return new StockAnswer(
                "2.0",
                null,
                null,
                new Error(
                        refusal.status(),
                        // What a box logs: this text is all that a person sees of it.
                        refusal.reasons().stream()
                                .map(reason -> reason.explanation() + " " + reason.remedy())
                                .collect(Collectors.joining(" ")),
                        new Data(refusal.code(), refusal.reasons(), refusal.retryable(), refused.reference())));
    }
}
