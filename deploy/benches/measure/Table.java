package measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns as wide as what is in them, in the form that Markdown reads too. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        row(titles);
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        StringBuilder table = new StringBuilder();
        rows.forEach(row -> table.append(line(row, widths)));
        return table.insert(line(rows.get(0), widths).length(), underline(widths))
                .toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> column == 0
                        ? row.get(0) + " ".repeat(widths[0] - row.get(0).length())
                        : " ".repeat(widths[column] - row.get(column).length()) + row.get(column))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String underline(int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> "-".repeat(widths[column] + 1) + (column == 0 ? "-" : ":"))
                .collect(Collectors.joining("|", "|", "|\n"));
    }
}
