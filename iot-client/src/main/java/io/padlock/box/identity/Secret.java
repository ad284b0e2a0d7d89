package io.padlock.box.identity;

/** A text that no log, page or message may show. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** For the request that has to carry it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
