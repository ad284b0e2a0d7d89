package io.padlock.testing.requests;

import java.util.List;
import java.util.stream.Stream;

/** Signing requests that can't be used, each with one thing wrong and the code of its refusal. */
public final class BadRequests {

    private BadRequests() {}

    public static List<BadRequest> all() {
        return Stream.of(BadPem.all(), BadStructures.all(), BadSignatures.all(), BadEcKeys.all(), BadRsaKeys.all())
                .flatMap(List::stream)
                .toList();
    }
}
