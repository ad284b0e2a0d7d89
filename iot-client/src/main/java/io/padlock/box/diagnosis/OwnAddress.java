package io.padlock.box.diagnosis;

import static io.padlock.box.diagnosis.Subject.ADDRESS;

import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.BoxAddress.Kind;
import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Optional;

/** Whether the box has an address at which the shop finds it: its name begins with it, and leads to nothing else. */
final class OwnAddress {

    private OwnAddress() {}

    /** @param given by a person, who may know better than the machine: in a container, for instance */
    static Finding look(Optional<String> given) {
        return given.map(text -> judgeGiven(new BoxAddress(text)))
                .orElseGet(() -> judge(BoxAddress.ofThisMachine(), BoxAddress.isInANetwork()));
    }

    private static Finding judgeGiven(BoxAddress given) {
        return given.kind() == Kind.SELF_MADE
                ? selfMade(given)
                : Finding.well(ADDRESS, Phrase.of("address.given", given.ip()));
    }

    /** @param found in the machine's order */
    static Finding judge(List<BoxAddress> found, boolean isInANetwork) {
        Optional<BoxAddress> shops =
                found.stream().filter(one -> one.kind() == Kind.SHOPS).findFirst();
        if (shops.isPresent()) {
            return Finding.well(ADDRESS, Phrase.of("address.well", shops.get().ip()));
        }
        if (found.isEmpty()) {
            return isInANetwork
                    ? bad("address.none", "address.self-made-remedy")
                    : bad("address.no-network", "address.no-network-remedy");
        }
        BoxAddress first = found.get(0);
        return switch (first.kind()) {
            case SELF_MADE -> selfMade(first);
            case PROVIDERS -> bad("address.providers", "address.providers-remedy", first.ip());
            default -> bad("address.internet", "address.internet-remedy", first.ip());
        };
    }

    private static Finding selfMade(BoxAddress address) {
        return bad("address.self-made", "address.self-made-remedy", address.ip());
    }

    private static Finding bad(String evidence, String remedy, Object... address) {
        return Finding.bad(ADDRESS, Phrase.of(evidence, address), Phrase.of(remedy, address));
    }
}
