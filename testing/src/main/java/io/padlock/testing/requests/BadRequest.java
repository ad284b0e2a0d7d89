package io.padlock.testing.requests;

/**
 * A signing request with one thing wrong.
 *
 * @param why what that is
 * @param code of its refusal
 */
public record BadRequest(String why, String code, String pem) {

    @Override
    public String toString() {
        return code + ": " + why;
    }
}
