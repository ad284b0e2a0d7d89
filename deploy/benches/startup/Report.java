package startup;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import measure.Comparison;
import measure.Json;
import measure.Machine;
import measure.Spread;
import measure.Table;

record Report(Machine machine, int runs, Map<Subject, List<Start>> starts, List<Comparison> comparisons) {

    String forPeople() {
        return """
                %s
                Medians of %d (least to most). At rest: 5 s after the first answer, counted as for the only Java
                program on a machine: PSS, with the JDK's own files in full. PostgreSQL is the server's own.

                %s
                %s""".formatted(machine.inWords(), runs, subjectsTable(), comparisonsTable());
    }

    private String subjectsTable() {
        Table table = new Table(
                "", "ready after, s", "CPU until then, s", "at rest, MiB", "as PSS", "as RSS", "PostgreSQL, MiB");
        starts.forEach((subject, all) -> table.row(
                subject.title,
                spread("%.2f", all, Figure.TIME.of),
                spread("%.2f", all, Start::cpu),
                spread("%.0f", all, Figure.MEMORY.of),
                median("%.0f", all, start -> start.own().pss()),
                median("%.0f", all, start -> start.own().rss()),
                hasPostgres(all) ? spread("%.0f", all, start -> start.postgres().pss()) : "-"));
        return table.toString();
    }

    private static boolean hasPostgres(List<Start> all) {
        return all.get(0).postgres().pss() > 0;
    }

    private static String spread(String format, List<Start> all, ToDoubleFunction<Start> figure) {
        return Spread.of(all, figure).in(format);
    }

    private static String median(String format, List<Start> all, ToDoubleFunction<Start> figure) {
        return String.format(Locale.ROOT, format, Spread.of(all, figure).median());
    }

    private String comparisonsTable() {
        Table table = new Table("", "ours", "other", "ratio");
        for (Comparison comparison : comparisons) {
            String format = comparison.unit().equals("s") ? "%.2f %s" : "%.0f %s";
            table.row(
                    comparison.name(),
                    String.format(Locale.ROOT, format, comparison.ours(), comparison.unit()),
                    String.format(Locale.ROOT, format, comparison.other(), comparison.unit()),
                    String.format(Locale.ROOT, "%.2f", comparison.ratio()));
        }
        return table.toString();
    }

    String asJson() {
        String subjects = starts.entrySet().stream()
                .map(entry -> subjectJson(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
        String compared = comparisons.stream().map(Comparison::asJson).collect(Collectors.joining(",", "[", "]"));
        return Json.object(
                "benchmark", Json.text("startup"),
                "machine", Json.text(machine.inWords()),
                "runs", String.valueOf(runs),
                "subjects", subjects,
                "comparisons", compared);
    }

    private static String subjectJson(Subject subject, List<Start> all) {
        return Json.object(
                "name", Json.text(subject.title),
                "readySeconds", Json.spread(all, Figure.TIME.of),
                "cpuSeconds", Json.spread(all, Start::cpu),
                "restMib", Json.spread(all, Figure.MEMORY.of),
                "pssMib", Json.spread(all, start -> start.own().pss()),
                "rssMib", Json.spread(all, start -> start.own().rss()),
                "postgresPssMib", Json.spread(all, start -> start.postgres().pss()));
    }
}
