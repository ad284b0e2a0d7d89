package issuance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import measure.Comparison;
import measure.Json;
import measure.Machine;
import measure.Spread;
import measure.Table;

record Report(
        Machine machine,
        Options options,
        Map<String, String> postgres,
        Map<Case, Map<Subject, List<Turn>>> turns,
        List<Recorded> recorded,
        List<String> failures,
        List<Profile> profiles) {

    boolean allWell() {
        return failures.isEmpty() && recorded.stream().allMatch(Recorded::isComplete);
    }

    String forPeople() {
        String cases = turns.entrySet().stream()
                .map(one -> table(one.getKey(), one.getValue()) + "\n")
                .collect(Collectors.joining());
        String whereItGoes =
                profiles.stream().map(profile -> "\n" + profile.forPeople()).collect(Collectors.joining());
        return """
                %s
                PostgreSQL: %s
                Medians of %d turns of %d s (least to most). CPU is microseconds a certificate: the server's, its
                PostgreSQL's, the pooler's between them. The load generator's stands apart; elsewhere is what
                everything else on this machine took, in %% of one core.

                %s%s
                %s%s%s""".formatted(
                        machine.inWords(),
                        postgres,
                        options.runs(),
                        options.seconds(),
                        cases,
                        comparisonsTable(),
                        recordedTable(),
                        whereItGoes,
                        failures.stream().map(failure -> "\n" + failure + "\n").collect(Collectors.joining()));
    }

    private static String table(Case one, Map<Subject, List<Turn>> subjects) {
        Table table = new Table(
                one.title(),
                "a second",
                "p50, ms",
                "p99, ms",
                "CPU",
                "server",
                "PostgreSQL",
                "pooler",
                "generator",
                "elsewhere");
        subjects.forEach((subject, all) -> table.row(
                subject.title,
                Spread.of(all, Turn::perSecond).in("%.0f"),
                Spread.of(all, Turn::p50).in("%.1f"),
                Spread.of(all, Turn::p99).in("%.1f"),
                Spread.of(all, Turn::cpu).in("%.0f"),
                median(all, Turn::server),
                median(all, Turn::postgres),
                median(all, Turn::pooler),
                median(all, Turn::generator),
                median(all, turn -> 100 * turn.elsewhere()) + " %"));
        return table.toString();
    }

    private static String median(List<Turn> all, ToDoubleFunction<Turn> figure) {
        return String.format(Locale.ROOT, "%.0f", Spread.of(all, figure).median());
    }

    private List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        turns.forEach((one, subjects) -> Stream.of(Subject.CFSSL_POOLED, Subject.CFSSL)
                .filter(subjects::containsKey)
                .forEach(rival -> {
                    String name = "Padlock / " + rival.title + ", " + one.title() + ": ";
                    List<Turn> ours = subjects.get(Subject.PADLOCK);
                    List<Turn> theirs = subjects.get(rival);
                    comparisons.add(compare(name + "throughput", "/s", Turn::perSecond, ours, theirs));
                    comparisons.add(compare(name + "p50", "ms", Turn::p50, ours, theirs));
                    comparisons.add(compare(name + "p99", "ms", Turn::p99, ours, theirs));
                    comparisons.add(compare(name + "CPU a certificate", "µs", Turn::cpu, ours, theirs));
                }));
        return comparisons;
    }

    private static Comparison compare(
            String name, String unit, ToDoubleFunction<Turn> figure, List<Turn> ours, List<Turn> theirs) {
        return new Comparison(
                name,
                unit,
                Spread.of(ours, figure).median(),
                Spread.of(theirs, figure).median());
    }

    private String comparisonsTable() {
        if (comparisons().isEmpty()) {
            return "";
        }
        Table table = new Table("", "ours", "other", "ratio");
        for (Comparison comparison : comparisons()) {
            String format = comparison.unit().equals("ms") ? "%.1f %s" : "%.0f %s";
            table.row(
                    comparison.name(),
                    String.format(Locale.ROOT, format, comparison.ours(), comparison.unit()),
                    String.format(Locale.ROOT, format, comparison.other(), comparison.unit()),
                    String.format(Locale.ROOT, "%.2f", comparison.ratio()));
        }
        return table + "\n";
    }

    private String recordedTable() {
        Table table = new Table("in the whole run", "certificates answered", "rows recorded", "");
        recorded.forEach(one -> table.row(
                one.title(),
                String.valueOf(one.answered()),
                String.valueOf(one.rows()),
                one.isComplete() ? "the same" : "NOT THE SAME"));
        return table.toString();
    }

    String asJson() {
        return Json.object(
                "benchmark", Json.text("issuance"),
                "machine", Json.text(machine.inWords()),
                "postgres", Json.text(postgres.toString()),
                "runs", String.valueOf(options.runs()),
                "seconds", String.valueOf(options.seconds()),
                "subjects", list(turns.entrySet().stream().flatMap(Report::subjectsJson)),
                "comparisons", list(comparisons().stream().map(Comparison::asJson)),
                "recorded", list(recorded.stream().map(Report::recordedJson)),
                "failures", list(failures.stream().map(Json::text)),
                "profiles", list(profiles.stream().map(Profile::asJson)));
    }

    private static String list(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    private static Stream<String> subjectsJson(Map.Entry<Case, Map<Subject, List<Turn>>> one) {
        return one.getValue().entrySet().stream()
                .map(subject -> turnsJson(one.getKey(), subject.getKey(), subject.getValue()));
    }

    private static String turnsJson(Case one, Subject subject, List<Turn> all) {
        return Json.object(
                "door", Json.text(one.door().title),
                "connections", String.valueOf(one.connections()),
                "name", Json.text(subject.title),
                "perSecond", Json.spread(all, Turn::perSecond),
                "p50Ms", Json.spread(all, Turn::p50),
                "p99Ms", Json.spread(all, Turn::p99),
                "cpuMicros", Json.spread(all, Turn::cpu),
                "serverCpuMicros", Json.spread(all, Turn::server),
                "postgresCpuMicros", Json.spread(all, Turn::postgres),
                "poolerCpuMicros", Json.spread(all, Turn::pooler),
                "generatorCpuMicros", Json.spread(all, Turn::generator),
                "elsewhereCores", Json.spread(all, Turn::elsewhere));
    }

    private static String recordedJson(Recorded one) {
        return Json.object(
                "name", Json.text(one.title()),
                "answered", String.valueOf(one.answered()),
                "rows", String.valueOf(one.rows()));
    }
}
