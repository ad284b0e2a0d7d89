package io.padlock.testing.mutations;

import io.padlock.testing.hostility.Dice;
import io.padlock.testing.requests.Requests;
import java.util.List;

/**
 * Signing requests to which something happened: to their DER before or after it was signed, or to their PEM. The same for
 * the same seed and number, whoever asks and in whatever order. May be shared by threads.
 */
public final class Mutations {

    private static final DerKind[] DER = DerKind.values();
    private static final RawKind[] RAW = RawKind.values();
    private static final PemKind[] PEM = PemKind.values();

    private final long seed;
    private final Seeds seeds;

    public Mutations(long seed) {
        this.seed = seed;
        this.seeds = new Seeds(seed);
    }

    public Mutated number(int number) {
        Dice dice = Dice.of(seed, number);
        Seed from = seeds.pick(dice);
        return switch (dice.below(10)) {
            case 0, 1, 2 -> afterSigning(number, from, dice);
            case 3, 4, 5 -> beforeSigning(number, from, dice);
            case 6, 7 -> raw(number, from, dice);
            default -> pem(number, from, dice);
        };
    }

    private Mutated afterSigning(int number, Seed from, Dice dice) {
        Node tree = from.tree();
        DerKind kind = dice.pick(DER);
        kind.change(dice.pick(places(tree, dice)), other(dice), dice);
        return mutated(number, "der " + kind, from, Requests.pem(tree.encoded()));
    }

    /** Key, names and attributes, most of all; all of the request where those are not. */
    private static List<Node> places(Node tree, Dice dice) {
        Node info = tree.child(0);
        return switch (dice.below(5)) {
            case 0, 1 -> info.child(2).all();
            case 2 -> List.of(tree.child(1), tree.child(2));
            case 3 -> info.all();
            default -> tree.all();
        };
    }

    /** Whoever signs what was changed has the key: only what is in it can be wrong, and not all of it is. */
    private Mutated beforeSigning(int number, Seed from, Dice dice) {
        Node tree = from.tree();
        Node info = tree.child(0);
        DerKind kind = dice.pick(DER);
        List<Node> places = dice.oneIn(2) ? info.child(info.children.size() - 1).all() : info.all();
        kind.change(dice.pick(places), other(dice), dice);
        byte[] signature = from.signed(info.encoded());
        byte[] bits = new byte[signature.length + 1];
        System.arraycopy(signature, 0, bits, 1, signature.length);
        tree.children.set(2, Node.of(0x03, bits));
        return mutated(number, "signed " + kind, from, Requests.pem(tree.encoded()));
    }

    private Mutated raw(int number, Seed from, Dice dice) {
        RawKind kind = dice.pick(RAW);
        return mutated(
                number,
                "octets " + kind,
                from,
                Requests.pem(kind.change(from.der().clone(), dice)));
    }

    private Mutated pem(int number, Seed from, Dice dice) {
        PemKind kind = dice.pick(PEM);
        return mutated(number, "pem " + kind, from, kind.change(Requests.pem(from.der()), dice));
    }

    private Node other(Dice dice) {
        return seeds.any(dice).tree();
    }

    private Mutated mutated(int number, String kind, Seed from, String text) {
        return new Mutated(seed, number, kind, from.name(), text);
    }
}
