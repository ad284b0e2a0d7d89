package io.padlock.testing.hostility;

import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Every kind at every operation of the document that it applies to, shuffled always alike, so that a case's number says
 * which it is. The slow ones are there once, the others more often.
 */
public final class Deck {

    public record Card(Kind kind, Operation operation) {}

    private static final int FAST_ONES = 8;
    /** One case in so many comes from an address whose requests are counted. */
    private static final int COUNTED = 10;

    private final List<Card> cards = new ArrayList<>();

    public Deck(ContractDocument contract) {
        for (Kind kind : kinds()) {
            for (Operation operation : contract.operations()) {
                if (kind.appliesTo().test(operation)) {
                    cards.addAll(Collections.nCopies(kind.isSlow() ? 1 : FAST_ONES, new Card(kind, operation)));
                }
            }
        }
        Collections.shuffle(cards, new Random(1));
    }

    public static List<Kind> kinds() {
        return Stream.of(
                        FieldKinds.all(),
                        BytesKinds.all(),
                        ImportKinds.all(),
                        AddressKinds.all(),
                        MethodKinds.all(),
                        HeaderKinds.all(),
                        FramingKinds.all(),
                        ConnectionKinds.all(),
                        ProtocolKinds.all())
                .flatMap(List::stream)
                .toList();
    }

    /** From so many cases on each card was played. */
    public int size() {
        return cards.size();
    }

    public List<Card> cards() {
        return List.copyOf(cards);
    }

    Card card(long number) {
        return cards.get((int) (number % cards.size()));
    }

    public Attack attack(long seed, long number, Prey prey) {
        Card card = card(number);
        Dice dice = Dice.of(seed, number);
        boolean counted = dice.oneIn(COUNTED);
        Script script = card.kind().recipe().spoil(Draft.good(card.operation(), prey, dice), dice);
        return new Attack(seed, number, card.kind(), card.operation(), counted, prey, script);
    }
}
