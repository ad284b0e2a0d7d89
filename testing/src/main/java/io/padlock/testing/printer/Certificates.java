package io.padlock.testing.printer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the printer's certificate list holds, and which one it serves. */
final class Certificates {

    /** By the names that the printer's page has for them. */
    enum Kind {
        SELFSIGNED("Selfsigned Certificate"),
        IMPORTED("Imported Certificate");

        final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private final Function<String, Selfsigned> firmware;
    private final String address;
    private final Map<Kind, Held> list = new EnumMap<>(Kind.class);
    private Kind chosen = Kind.SELFSIGNED;
    private Held served;

    Certificates(Function<String, Selfsigned> firmware, String address) {
        this.firmware = firmware;
        this.address = address;
    }

    synchronized void create(String commonName, int years) {
        list.put(Kind.SELFSIGNED, firmware.apply(commonName).years(years).make());
        chosen = Kind.SELFSIGNED;
    }

    /** It is not chosen by that: that is another page of the printer's. */
    synchronized void imported(Held held) {
        list.put(Kind.IMPORTED, held);
    }

    synchronized Optional<Held> of(Kind kind) {
        return Optional.ofNullable(list.get(kind));
    }

    synchronized Kind chosen() {
        return chosen;
    }

    synchronized boolean choose(Kind kind) {
        if (list.containsKey(kind)) {
            chosen = kind;
            return true;
        }
        return false;
    }

    /** Of the factory's at first. */
    synchronized void serveTheChosen() {
        list.computeIfAbsent(Kind.SELFSIGNED, none -> firmware.apply(address).make());
        served = list.get(chosen);
    }

    synchronized Held served() {
        return served;
    }

    Held another() {
        return firmware.apply(address).make();
    }
}
