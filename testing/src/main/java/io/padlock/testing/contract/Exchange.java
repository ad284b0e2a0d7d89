package io.padlock.testing.contract;

/**
 * One request and its answer, whoever sent it and by whatever means.
 *
 * @param target as it stood in the request line: the path as it was sent, and the query
 */
public record Exchange(String method, String target, Message asked, int status, Message answered) {

    /** @param asked the whole request, octet by octet as it was sent by HTTP/1.1 */
    public static Exchange of(byte[] asked, int status, Message answered) {
        return of(HttpStream.read(asked).get(0), status, answered);
    }

    static Exchange of(HttpStream.Said asked, int status, Message answered) {
        String[] request = asked.firstLine().split(" ");
        return new Exchange(request[0], request[1], asked.message(), status, answered);
    }

    String path() {
        return target.split("\\?", 2)[0];
    }

    /** @return without the question mark; empty when there is none */
    String query() {
        String[] parts = target.split("\\?", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    @Override
    public String toString() {
        return method + " " + target + ", answered " + status;
    }
}
