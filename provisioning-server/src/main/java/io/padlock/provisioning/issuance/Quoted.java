package io.padlock.provisioning.issuance;

/** What a stranger sent, to be shown to people: short, in one line, nothing in it that a terminal or a page would obey. */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().limit(LONGEST).forEach(c -> {
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }
}
