package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Paths and queries. */
final class AddressKinds {

    /** From about here on the HTTP layer refuses the request line, which has the method and the version too. */
    private static final int LONGEST = 4_000;

    private static final Predicate<Operation> HAS_PLACES =
            operation -> operation.path().contains("{");
    private static final Predicate<Operation> HAS_QUERY =
            operation -> parameters(operation).size() > 0;

    private static final List<String> IN_A_PATH = List.of(
            "%00",
            "%2e%2e",
            "%2f",
            "%252f",
            "%5c",
            "..",
            "...",
            "%0d%0aforged-by-a-request:%201",
            "%0a",
            "%c0%af",
            "%ff",
            "%u002f",
            "%",
            "%2",
            "%zz",
            "%%",
            ";",
            ";a=b",
            ";jsessionid=1",
            "*",
            "~",
            "%20",
            "+",
            "%7f",
            "%e2%80%ae",
            "null",
            "undefined",
            "-1",
            "0",
            "%7b%7d",
            "{serial}",
            "$",
            "@",
            "!",
            "'",
            "(",
            ",",
            "=",
            "%22",
            "%3cscript%3e",
            "\u00c3\u00a4",
            "\u00ff");

    private AddressKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("wrong place in the path", HAS_PLACES, AddressKinds::wrongPlace),
                Kind.of("path tricks", any -> true, (draft, dice) -> {
                    draft.path = tricked(draft.path, dice);
                    return mayBeRefused(draft);
                }),
                Kind.of("long path", any -> true, (draft, dice) -> {
                    int length = dice.pick(200, 2_000, 3_900, 4_200, 20_000);
                    draft.path += dice.pick("/a", "/..", "/.", "//", "%41", ";a=b", "/a;b")
                            .repeat(length / 3);
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("wrong parameter", HAS_QUERY, AddressKinds::wrongParameter),
                Kind.of("parameter tricks", any -> true, (draft, dice) -> {
                    draft.query = trickyQuery(draft.operation, dice);
                    return mayBeRefused(draft);
                }),
                Kind.of("absolute address", any -> true, (draft, dice) -> {
                    draft.path = dice.pick(
                                    "http://",
                                    "https://",
                                    "HTTP://",
                                    "ftp://",
                                    "//",
                                    "http:/",
                                    "javascript:",
                                    "http://a@")
                            + dice.pick(
                                    draft.prey.authority(),
                                    "example.com",
                                    "127.0.0.1:1",
                                    "[::1]",
                                    "",
                                    "a b".substring(0, 1))
                            + draft.path;
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("address that is none", any -> true, (draft, dice) -> {
                    draft.path = dice.pick(
                            "*",
                            "",
                            "?",
                            "#",
                            "/#",
                            "/?#",
                            ".",
                            "..",
                            "example.com:443",
                            "\\",
                            "/\\",
                            "v1",
                            "//",
                            "///");
                    return Script.broken(draft).send(draft.bytes());
                }));
    }

    /** What is no address at all may be refused before anybody looks at what is behind it. */
    private static Script mayBeRefused(Draft draft) {
        boolean isAddress =
                draft.target().length() < LONGEST && draft.target().chars().allMatch(c -> c > 0x20 && c < 0x7f);
        try {
            new URI(draft.target());
        } catch (URISyntaxException noAddress) {
            isAddress = false;
        }
        return isAddress ? Script.http(draft) : Script.broken(draft).send(draft.bytes());
    }

    private static List<Place> parameters(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.child("in").text().equals("query"))
                .toList();
    }

    private static Script wrongPlace(Draft draft, Dice dice) {
        for (Place parameter : draft.operation.parameters()) {
            if (parameter.child("in").text().equals("path")) {
                String filled = draft.operation.path().replaceAll(".*\\{[a-z]+}", "");
                int end = draft.path.length() - filled.length();
                int start = draft.path.lastIndexOf('/', end - 1) + 1;
                if (draft.operation.path().indexOf('{') != start) {
                    start = draft.operation.path().indexOf('{');
                }
                draft.path = draft.path.substring(0, start)
                        + wrong(draft.path.substring(start, end), dice)
                        + draft.path.substring(end);
            }
        }
        return mayBeRefused(draft);
    }

    private static String wrong(String example, Dice dice) {
        return switch (dice.below(8)) {
            case 0 -> dice.pick(IN_A_PATH);
            case 1 -> example + dice.pick(IN_A_PATH);
            case 2 -> encoded(HostileText.any(dice));
            case 3 -> example.substring(1);
            case 4 -> example + example;
            case 5 -> example.toUpperCase(Locale.ROOT);
            case 6 -> encoded(HostileText.aLong(dice, dice.pick(100, 900)));
            default -> dice.hex(example.length());
        };
    }

    private static String tricked(String path, Dice dice) {
        int slash = path.lastIndexOf('/');
        int at = dice.between(1, path.length());
        return switch (dice.below(12)) {
            case 0 ->
                path
                        + dice.pick(
                                "/",
                                "//",
                                "/.",
                                "/..",
                                "/../",
                                ".",
                                "..",
                                "%20",
                                "%2f",
                                "%00",
                                ";",
                                ";a=b",
                                "~",
                                "\t".strip());
            case 1 ->
                dice.pick("/", "//", "/.", "/./", "/a/..", "/%2e", "/%2e%2e", "/..", "/;a", "/v1/..", "/q/..", "\\")
                        + path;
            case 2 ->
                path.substring(0, slash)
                        + dice.pick("//", "/./", "/a/../", "/%2e/", "/;/", "%2f", "%252f", "\\", "%5c", "/;a=b/")
                        + path.substring(slash + 1);
            case 3 -> path.toUpperCase(Locale.ROOT);
            case 4 -> escapedWhole(path);
            case 5 -> path.substring(0, at) + dice.pick(IN_A_PATH) + path.substring(at);
            case 6 -> path.substring(0, at);
            case 7 -> path.replace("/", "/../" + path.substring(1) + "/");
            case 8 -> "/v1/operator/../../q/" + dice.pick("health", "metrics", "openapi", "dev", "info", "swagger-ui");
            case 9 ->
                dice.pick(
                        "/",
                        "/favicon.ico",
                        "/.git/config",
                        "/.env",
                        "/q/metrics",
                        "/q/health",
                        "/META-INF/MANIFEST.MF",
                        "/application.properties",
                        "/v1",
                        "/v1/",
                        "/v1/operator",
                        "/actuator/env",
                        "/operator-token",
                        "/WEB-INF/web.xml");
            case 10 -> path.replaceAll("[aeiou]", "%6$0").replaceAll("%6[aeiou]", "%6" + dice.pick("1", "f"));
            default ->
                path.replace("/v1", dice.pick("/v1;a=b", "/v1%00", "/v01", "/V1", "/v1.", "/v2", "/v1%2f..", "/v1/v1"));
        };
    }

    private static String escapedWhole(String text) {
        StringBuilder escaped = new StringBuilder("/");
        for (byte b : text.substring(1).getBytes(UTF_8)) {
            escaped.append('%').append("%02x".formatted(b));
        }
        return escaped.toString();
    }

    /** Each byte beyond letters and digits, as a query wants it. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                encoded.append(c);
            } else {
                encoded.append("%%%02X".formatted(b));
            }
        }
        return encoded.toString();
    }

    private static Script wrongParameter(Draft draft, Dice dice) {
        Place parameter = dice.pick(parameters(draft.operation));
        String example = parameter.child("example").text();
        String value = switch (dice.below(7)) {
            case 0 -> encoded(example + HostileText.any(dice));
            case 1 -> encoded(example.toLowerCase(Locale.ROOT));
            case 2 -> "";
            case 3 ->
                dice.pick(
                        "0",
                        "-1",
                        "1001",
                        "2147483648",
                        "1e3",
                        "1.0",
                        "0x10",
                        "%31",
                        "+1",
                        "00001",
                        "99999999999999999999");
            case 4 -> dice.pick("true", "TRUE", "1", "yes", "null", "false,true", "[]");
            case 5 -> encoded(HostileText.aLong(dice, dice.pick(100, 501, 700)));
            default -> encoded(HostileText.any(dice));
        };
        draft.query = parameter.child("name").text() + "=" + value;
        if (dice.oneIn(3)) {
            Place other = dice.pick(parameters(draft.operation));
            draft.query += "&" + other.child("name").text() + "="
                    + encoded(other.child("example").text());
        }
        return mayBeRefused(draft);
    }

    private static String trickyQuery(Operation operation, Dice dice) {
        List<Place> known = parameters(operation);
        String name = known.isEmpty() ? "mode" : dice.pick(known).child("name").text();
        return switch (dice.below(9)) {
            case 0 -> name + "=1&" + name + "=2&" + name + "=3";
            case 1 ->
                dice.pick(
                        "&",
                        "&&&",
                        "=",
                        "==&==",
                        "&=",
                        "?",
                        "??",
                        name,
                        name + "&" + name,
                        "%00",
                        "%26",
                        "%",
                        "%zz",
                        ";",
                        "[",
                        "+");
            case 2 ->
                name
                        + dice.pick(
                                "[]=1", "[0]=1", ".a=1", "%00=1", "%20=1", "=%zz", "=%", "=%f", "=%00", "=%ff%fe",
                                "=%c0%af");
            case 3 -> encoded(HostileText.any(dice)) + "=" + encoded(HostileText.any(dice));
            case 4 -> "a=1&".repeat(dice.pick(50, 500));
            case 5 -> name.toUpperCase(Locale.ROOT) + "=1";
            case 6 -> "access_token=x&_method=DELETE&callback=a&debug=true&" + name + "=";
            case 7 ->
                name + "="
                        + new String(
                                HostileText.any(dice)
                                        .replaceAll("[\\s\\p{Cntrl}#]", "_")
                                        .getBytes(UTF_8),
                                ISO_8859_1);
            default -> "a".repeat(dice.pick(1_000, 3_500));
        };
    }
}
