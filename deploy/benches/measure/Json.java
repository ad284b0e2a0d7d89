package measure;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public final class Json {

    private Json() {}

    /** Names and values in turn; the values are JSON already. */
    public static String object(String... namesAndValues) {
        return IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> text(namesAndValues[2 * i]) + ":" + namesAndValues[2 * i + 1])
                .collect(Collectors.joining(",", "{", "}"));
    }

    public static String text(String text) {
        return text.chars().mapToObj(Json::character).collect(Collectors.joining("", "\"", "\""));
    }

    private static String character(int character) {
        if (character < ' ') {
            return String.format("\\u%04x", character);
        }
        return (character == '"' || character == '\\' ? "\\" : "") + (char) character;
    }

    public static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    public static <T> String spread(List<T> all, ToDoubleFunction<? super T> figure) {
        Spread spread = Spread.of(all, figure);
        return object("median", number(spread.median()), "min", number(spread.least()), "max", number(spread.most()));
    }
}
