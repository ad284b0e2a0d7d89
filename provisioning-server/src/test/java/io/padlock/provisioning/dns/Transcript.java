package io.padlock.provisioning.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command in a document and what it prints.
 *
 * @param command as it stands there, {@code $ dig …}
 */
record Transcript(String command, String output) {

    private static final Pattern BLOCK =
            Pattern.compile("```console\\n(\\$ (?:dig|kdig) [^\\n]*)\\n(.*?)```", Pattern.DOTALL);

    /** What differs from run to run, and from version to version of the programs. */
    private static final Pattern OF_THE_DAY = Pattern.compile(
            "(?m)^(;; (Query time|SERVER|WHEN|MSG SIZE|Received|From|Time):?.*|; <<>> DiG.*|;; global options:.*|; COOKIE:.*)\\n");

    static List<Transcript> allIn(String document) {
        List<Transcript> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(document);
        while (block.find()) {
            all.add(new Transcript(block.group(1), block.group(2)));
        }
        return all;
    }

    String text() {
        return command + "\n" + output;
    }

    /** Against a server on that port, without what differs each time. */
    String run(int port) throws IOException, InterruptedException {
        List<String> words =
                List.of(command.substring(2).replace("-p 8053", "-p " + port).split(" "));
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException notThere) {
            throw new AssertionError(
                    "This test runs " + words.get(0) + ". Install it: apt-get install bind9-dnsutils knot-dnsutils",
                    notThere);
        }
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return OF_THE_DAY
                        .matcher(printed.replaceAll("\\r", ""))
                        .replaceAll("")
                        .replace("@" + port + "(", "@8053(")
                        .replaceAll("id: ?[0-9]+", "id: 1")
                        .replaceAll("\\n{2,}", "\n\n")
                        .strip()
                + "\n";
    }
}
