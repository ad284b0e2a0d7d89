package io.padlock.testing.hostility;

/** The server that is attacked, and what somebody who attacks it may know of it. */
public record Prey(String host, int port, String operatorToken, String issuer, String serial, String zone) {

    String authority() {
        return host + ":" + port;
    }
}
