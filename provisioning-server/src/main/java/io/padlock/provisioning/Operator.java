package io.padlock.provisioning;

/**
 * Who runs the server, as far as the server can tell.
 *
 * @param name what revocations and the audit are signed with
 */
public record Operator(String name) {

    /** Whoever shows the token: the server knows no more of them. */
    public static final Operator BY_TOKEN = new Operator("operator");
}
