package io.padlock.box.identity;

import io.padlock.box.identity.Connection.Origin;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file in which a stock box keeps its connection from 18.0 on: {@code odoo.conf}, section {@code [iot.box]}. What is
 * entered on the box is kept in the same form.
 */
final class OdooConf {

    private static final String SECTION = "[iot.box]";

    private OdooConf() {}

    static Connection read(String text, Origin origin) {
        Map<String, String> values = valuesOfTheSection(text);
        return Connection.of(
                value(values, "remote_server"),
                value(values, "token"),
                value(values, "db_uuid"),
                value(values, "enterprise_code"),
                origin);
    }

    /** As Python's configparser reads it: {@code =} or {@code :}, keys in any case, comments on lines of their own. */
    private static Map<String, String> valuesOfTheSection(String text) {
        Map<String, String> values = new TreeMap<>();
        boolean isInside = false;
        for (String raw : text.split("\\R")) {
            String line = raw.strip();
            if (line.startsWith("[")) {
                isInside = line.equals(SECTION);
            } else if (isInside && !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                String[] named = line.split("\\s*[=:]\\s*", 2);
                values.put(named[0].toLowerCase(Locale.ROOT), named.length == 2 ? named[1] : "");
            }
        }
        return values;
    }

    private static Optional<String> value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name));
    }

    static String write(Connection connection) {
        StringBuilder text = new StringBuilder(SECTION).append('\n');
        connection.database().ifPresent(address -> line(text, "remote_server", address.toString()));
        connection.token().ifPresent(secret -> line(text, "token", secret.reveal()));
        connection.uuid().ifPresent(uuid -> line(text, "db_uuid", uuid));
        connection.enterpriseCode().ifPresent(secret -> line(text, "enterprise_code", secret.reveal()));
        return text.toString();
    }

    /** A line break in a value would write another line. */
    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" = ").append(value.replaceAll("\\R", "")).append('\n');
    }
}
