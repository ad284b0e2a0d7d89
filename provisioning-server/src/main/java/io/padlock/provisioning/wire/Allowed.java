package io.padlock.provisioning.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which methods an address takes, as the contract says. The framework knows too, but does not tell who refuses a method,
 * and RFC 9110, section 15.5.6, wants them named. Read from the document by its lines: addresses stand two blanks in,
 * methods four.
 */
final class Allowed {

    private static final Pattern LINE =
            Pattern.compile("^ {2}(?<address>/\\S*):$|^ {4}(?<method>get|put|post|delete):$", Pattern.MULTILINE);
    private static final Map<Pattern, List<String>> METHODS = methods();

    private Allowed() {}

    /** @return the header's value; empty for an address that the contract does not have */
    static String at(String path) {
        TreeSet<String> allowed = new TreeSet<>();
        METHODS.forEach((address, methods) -> {
            if (address.matcher(path).matches()) {
                allowed.addAll(methods);
            }
        });
        return String.join(", ", allowed);
    }

    private static Map<Pattern, List<String>> methods() {
        Map<Pattern, List<String>> methods = new LinkedHashMap<>();
        List<String> here = new ArrayList<>();
        Matcher line = LINE.matcher(contract());
        while (line.find()) {
            if (line.group("address") != null) {
                here = new ArrayList<>();
                methods.put(pattern(line.group("address")), here);
            } else {
                add(line.group("method"), here);
            }
        }
        return methods;
    }

    private static void add(String method, List<String> methods) {
        methods.add(method.toUpperCase(Locale.ROOT));
        if (method.equals("get")) {
            methods.add("HEAD");
        }
    }

    private static Pattern pattern(String address) {
        return Pattern.compile("\\Q" + address.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E");
    }

    private static String contract() {
        try (InputStream in = Allowed.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
