package io.padlock.testing.contract;

/**
 * One request and its answer, whoever sent it and by whatever means.
 *
 * @param target as it stood in the request line: the path as it was sent, and the query
 */
public record Exchange(String method, String target, Message asked, int status, Message answered) {

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
