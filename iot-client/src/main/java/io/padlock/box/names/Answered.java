package io.padlock.box.names;

import io.padlock.box.words.Phrase;
import java.util.List;

/**
 * What somebody said of a name's address.
 *
 * @param who said it, and by which way
 * @param code what is there to say more exactly, in the trade's words; empty otherwise
 */
public record Answered(Phrase who, Kind kind, List<String> addresses, String code) {

    public enum Kind {
        ADDRESSES("dns.addresses"),
        /** NOERROR without an address: the name is there, and has other records at best. */
        NO_ADDRESS("dns.no-address"),
        NO_SUCH_NAME("dns.no-name"),
        REFUSED("dns.refused"),
        /** SERVFAIL, and what is as rare as it is useless. */
        FAILED("dns.failed"),
        SILENT("dns.silent"),
        NOT_REACHED("dns.not-reached"),
        NOT_TRUSTED("dns.not-trusted"),
        /** Somebody who is not the one who was asked. */
        ANOTHER("dns.another");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    static Answered of(Phrase who, Kind kind, String code) {
        return new Answered(who, kind, List.of(), code);
    }

    public static Answered with(Phrase who, List<String> addresses) {
        return new Answered(who, Kind.ADDRESSES, List.copyOf(addresses), "");
    }

    public boolean gives(String address) {
        return addresses.contains(address);
    }

    /** It said something of the name, right or wrong. */
    public boolean isAnAnswer() {
        return switch (kind) {
            case ADDRESSES, NO_ADDRESS, NO_SUCH_NAME -> true;
            default -> false;
        };
    }

    public boolean isAbsence() {
        return kind == Kind.NO_ADDRESS || kind == Kind.NO_SUCH_NAME;
    }

    /** It was heard of, and be it a refusal. */
    public boolean spoke() {
        return isAnAnswer() || kind == Kind.REFUSED || kind == Kind.FAILED;
    }

    public Phrase inWords() {
        String what = kind == Kind.ADDRESSES ? String.join(", ", addresses) : code;
        return what.isEmpty() ? Phrase.of(kind.key, who) : Phrase.of(kind.key, who, what);
    }
}
