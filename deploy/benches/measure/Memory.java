package measure;

/**
 * In MiB. RSS counts all that is there; PSS shares out what several processes map. Alone is the PSS with the JDK's own
 * files counted in full: on a box no second Java program shares them; here this benchmark does, and others may.
 */
public record Memory(double alone, double pss, double rss) {

    public Memory plus(Memory more) {
        return new Memory(alone + more.alone, pss + more.pss, rss + more.rss);
    }
}
