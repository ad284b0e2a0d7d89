package io.padlock.box.printers;

/** What a stranger wrote, a printer for instance, as it may stand on a page, in a log and on a terminal. */
final class Shown {

    private static final int LONGEST = 120;

    private Shown() {}

    /** One line, not endless, and without what moves a cursor or turns a line of writing around. */
    static String text(String foreign) {
        StringBuilder shown = new StringBuilder();
        foreign.codePoints()
                .limit(LONGEST)
                .forEach(point -> shown.appendCodePoint(mayBeShown(point) ? point : '\uFFFD'));
        return foreign.codePointCount(0, foreign.length()) > LONGEST
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean mayBeShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
