package startup;

import java.util.function.ToDoubleFunction;

/** What subjects are compared by. */
enum Figure {
    TIME("time until ready", "s", Start::ready),
    MEMORY("memory at rest", "MiB", start -> start.own().alone());

    final String title;
    final String unit;
    final ToDoubleFunction<Start> of;

    Figure(String title, String unit, ToDoubleFunction<Start> of) {
        this.title = title;
        this.unit = unit;
        this.of = of;
    }
}
