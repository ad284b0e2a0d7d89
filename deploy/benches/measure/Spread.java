package measure;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

public record Spread(double median, double least, double most) {

    public static <T> Spread of(List<T> all, ToDoubleFunction<? super T> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** As in "0.76 (0.73 to 1.06)". */
    public String in(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, least, most);
    }
}
