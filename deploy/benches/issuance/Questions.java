package issuance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import measure.EndedEarly;

/**
 * HTTP requests made ahead, as beginnings (one a key) and endings (one a database) of which every pair is a request of
 * its own: a few thousand of each are millions of requests. No pair is given twice, because a key that asks again for
 * the same database gets the certificate that it has.
 */
final class Questions {

    private final List<byte[]> beginnings;
    private final List<byte[]> endings;
    private final boolean firstRoundOnly;
    private long asked;

    private Questions(List<byte[]> beginnings, List<byte[]> endings, boolean firstRoundOnly) {
        this.beginnings = beginnings;
        this.endings = endings;
        this.firstRoundOnly = firstRoundOnly;
    }

    /** All endings must be of one length. */
    static Questions of(String path, List<String> beginnings, List<String> endings) {
        int ending = endings.get(0).length();
        List<byte[]> withHeads = beginnings.stream()
                .map(beginning -> head(path, beginning.length() + ending) + beginning)
                .map(Questions::ascii)
                .toList();
        List<byte[]> tails = endings.stream().map(Questions::ascii).toList();
        return new Questions(withHeads, tails, beginnings.size() == 1);
    }

    /** The same requests, of which only the first for each database is asked, again and again. */
    Questions again() {
        return new Questions(beginnings, endings, true);
    }

    private static String head(String path, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Another database and another key than the one before. */
    void next(ByteBuffer request) {
        long round = firstRoundOnly ? 0 : asked / endings.size();
        int ending = (int) (asked % endings.size());
        asked++;
        if (round >= beginnings.size()) {
            throw new EndedEarly(
                    "All " + (asked - 1) + " requests made ahead are used up. Take fewer or shorter runs.");
        }
        request.put(beginnings.get((int) ((round + ending) % beginnings.size())))
                .put(endings.get(ending));
    }
}
