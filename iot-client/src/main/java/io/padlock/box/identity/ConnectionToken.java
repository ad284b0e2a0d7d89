package io.padlock.box.identity;

import io.padlock.box.identity.Connection.Origin;
import io.padlock.box.words.Phrase;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person copies in Odoo's IoT app and pastes into the box.
 *
 * <pre>
 *   up to 17.0   https://db.example.com|token|db_uuid|enterprise_code
 *   from 18.0    https://db.example.com?token=..&amp;db_uuid=..&amp;enterprise_code=..[&amp;db_name=..]
 * </pre>
 */
public final class ConnectionToken {

    private static final int LONGEST = 2_000;
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private ConnectionToken() {}

    /** @throws NotAToken with what is the matter, and nothing of what was pasted */
    public static Connection parse(String pasted) throws NotAToken {
        String text = pasted.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new NotAToken(Phrase.of("token.not-one"));
        }
        Map<String, String> parts = text.contains("|") ? byBars(text) : byParameters(text);
        Connection connection = Connection.of(
                part(parts, "url"),
                part(parts, "token"),
                part(parts, "db_uuid"),
                part(parts, "enterprise_code"),
                Origin.ENTERED);
        if (connection.database().isEmpty()) {
            throw new NotAToken(Phrase.of("token.no-address"));
        }
        mustBeUsable(connection);
        return connection;
    }

    /** @throws NotAToken when a database could not be known by these */
    public static void mustBeUsable(Connection connection) throws NotAToken {
        String uuid = connection.uuid().orElseThrow(() -> new NotAToken(Phrase.of("token.no-uuid")));
        if (!UUID.matcher(uuid).matches()) {
            throw new NotAToken(Phrase.of("token.bad-uuid"));
        }
        String code = connection
                .enterpriseCode()
                .map(Secret::reveal)
                .orElseThrow(() -> new NotAToken(Phrase.of("token.no-code")));
        if (code.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            throw new NotAToken(Phrase.of("token.bad-code"));
        }
    }

    private static Map<String, String> byBars(String text) throws NotAToken {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4) {
            throw new NotAToken(Phrase.of("token.parts", parts.length));
        }
        return Map.of("url", parts[0], "token", parts[1], "db_uuid", parts[2], "enterprise_code", parts[3]);
    }

    private static Map<String, String> byParameters(String text) throws NotAToken {
        try {
            URI uri = URI.create(text);
            Map<String, String> parts = new HashMap<>();
            parts.put("url", text.split("\\?", 2)[0]);
            if (uri.getRawQuery() != null) {
                for (String pair : uri.getRawQuery().split("&")) {
                    String[] named = pair.split("=", 2);
                    parts.put(named[0], URLDecoder.decode(named.length == 2 ? named[1] : "", StandardCharsets.UTF_8));
                }
            }
            return parts;
        } catch (IllegalArgumentException e) {
            // Its message quotes what was pasted.
            throw new NotAToken(Phrase.of("token.not-one"));
        }
    }

    private static Optional<String> part(Map<String, String> parts, String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** Says what is the matter with what was pasted. */
    public static final class NotAToken extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Phrase why;

        NotAToken(Phrase why) {
            super(why.toString());
            this.why = why;
        }

        public Phrase why() {
            return why;
        }
    }
}
