package io.padlock.names;

import io.padlock.running.Command;

/** What {@code dig} says of a name. */
final class Dig {

    private Dig() {}

    /** @return the address, or the code of the answer where it has none; "timeout" where there is none */
    static String ask(String server, int port, String name, String... more) throws Exception {
        String[] words = new String[7 + more.length];
        System.arraycopy(
                new String[] {"dig", "@" + server, "-p", String.valueOf(port), "+tries=1", "+time=3", name},
                0,
                words,
                0,
                7);
        System.arraycopy(more, 0, words, 7, more.length);
        String said = Command.run(words).output();
        for (String line : said.split("\n")) {
            if (line.matches("(?i)" + name.replace(".", "\\.") + "\\.\\s+[0-9]+\\s+IN\\s+A\\s+.*")) {
                return line.replaceFirst(".*\\s", "");
            }
        }
        int status = said.indexOf("status: ");
        return status < 0 ? "timeout" : said.substring(status + 8, said.indexOf(',', status));
    }
}
