package measure;

/** Both from the same run; below 1 ours took less. */
public record Comparison(String name, String unit, double ours, double other) {

    public double ratio() {
        return ours / other;
    }

    public String asJson() {
        return Json.object(
                "name", Json.text(name),
                "unit", Json.text(unit),
                "ours", Json.number(ours),
                "other", Json.number(other),
                "ratio", Json.number(ratio()));
    }
}
