package issuance;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import measure.Json;
import measure.Table;

/** Where the server's CPU goes at one door: samples by part, and those of crypto by which line of ours wanted it. */
record Profile(Case of, Turn turn, Map<Part, Long> parts, Map<String, Long> crypto) {

    private static final String OURS = "io/padlock/provisioning/";

    static Profile of(Case one, Turn turn, List<String> stacks) {
        Map<Part, Long> parts = new EnumMap<>(Part.class);
        Map<String, Long> crypto = new HashMap<>();
        for (String line : stacks) {
            int blank = line.lastIndexOf(' ');
            long samples = Long.parseLong(line.substring(blank + 1));
            List<String> stack = List.of(line.substring(0, blank).split(";"));
            Part part = Part.of(stack);
            parts.merge(part, samples, Long::sum);
            if (part == Part.CRYPTO) {
                crypto.merge(wantedBy(stack), samples, Long::sum);
            }
        }
        return new Profile(one, turn, parts, mostFirst(crypto));
    }

    private static String wantedBy(List<String> stack) {
        return IntStream.rangeClosed(1, stack.size())
                .mapToObj(i -> stack.get(stack.size() - i))
                .filter(frame -> frame.startsWith(OURS))
                .findFirst()
                .map(frame -> frame.substring(OURS.length()).replace('/', '.'))
                .orElse("others");
    }

    private static Map<String, Long> mostFirst(Map<String, Long> samples) {
        return samples.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(8)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }

    private double micros(long samples) {
        long all = parts.values().stream().mapToLong(Long::longValue).sum();
        return turn.server() * samples / all;
    }

    String forPeople() {
        Table table = new Table("server's CPU, " + of.title(), "µs each", "part");
        parts.forEach((part, samples) -> table.row(part.title, number(micros(samples)), share(samples)));
        table.row("all, profiled at " + Math.round(turn.perSecond()) + "/s", number(turn.server()), "");
        Table wanted = new Table("keys and signatures, by who wants them", "µs each", "part");
        crypto.forEach((frame, samples) -> wanted.row(frame, number(micros(samples)), share(samples)));
        return table + "\n" + wanted;
    }

    private String share(long samples) {
        return Math.round(100 * micros(samples) / turn.server()) + " %";
    }

    private static String number(double micros) {
        return String.format(Locale.ROOT, "%.1f", micros);
    }

    String asJson() {
        return Json.object(
                "door", Json.text(of.door().title),
                "connections", String.valueOf(of.connections()),
                "serverMicros", Json.number(turn.server()),
                "parts",
                        micros(parts.entrySet().stream()
                                .collect(Collectors.toMap(part -> part.getKey().title, Map.Entry::getValue))),
                "crypto", micros(crypto));
    }

    private String micros(Map<String, Long> samples) {
        return samples.entrySet().stream()
                .map(one -> Json.text(one.getKey()) + ":" + Json.number(micros(one.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
