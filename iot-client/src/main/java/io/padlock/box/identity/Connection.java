package io.padlock.box.identity;

import java.net.URI;
import java.util.Optional;

/**
 * What the box knows of the customer's database.
 *
 * @param database its address, to tell it how the box is found; absent where nobody has to be told
 * @param token that the database gave the box, to be shown there. A secret
 * @param uuid what the server knows the database by
 * @param enterpriseCode the contract code of that database. A secret
 */
public record Connection(
        Optional<URI> database,
        Optional<Secret> token,
        Optional<String> uuid,
        Optional<Secret> enterpriseCode,
        Origin origin) {

    /** Where it was found: there it is changed, too. */
    public enum Origin {
        /** {@code padlock.box.database-uuid} and the like. */
        SETTINGS,
        /** Entered on the box's page or by {@code connect}. */
        ENTERED,
        /** The file of a stock box, from 18.0 on. */
        ODOO_CONF,
        /** The files of an older stock box, one for each value. */
        ODOO_FILES,
        NOWHERE
    }

    static final Connection NONE =
            new Connection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Origin.NOWHERE);

    /** Without the database's address: it is asked for a certificate, and the database is told nothing. */
    public static Connection entered(String uuid, String enterpriseCode) {
        return of(Optional.empty(), Optional.empty(), Optional.of(uuid), Optional.of(enterpriseCode), Origin.ENTERED);
    }

    /** Blanks around a value are nobody's intention, and a value of blanks alone is none. */
    static Connection of(
            Optional<String> database,
            Optional<String> token,
            Optional<String> uuid,
            Optional<String> enterpriseCode,
            Origin origin) {
        return new Connection(
                stripped(database).flatMap(Connection::address),
                stripped(token).map(Secret::new),
                stripped(uuid),
                stripped(enterpriseCode).map(Secret::new),
                origin);
    }

    private static Optional<String> stripped(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** One that can't be read is none: certificates do not depend on it. */
    private static Optional<URI> address(String text) {
        try {
            URI uri = URI.create(text);
            boolean isOne = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
            return isOne ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean saysSomething() {
        return uuid.isPresent() || enterpriseCode.isPresent();
    }
}
