package io.padlock.testing.growth;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.testing.contract.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What values a schema allows now, beside those that it allowed: fewer must not be in what is asked, more must not be in what
 * is answered. What this class does not know must not change at all.
 */
final class SchemaChanges {

    private static final Set<String> FOR_PEOPLE = Set.of("description", "example", "title");
    /** With each, whether a higher value allows fewer. */
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems");

    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems");
    private static final Set<String> RULES = Set.of("pattern", "format");

    private final Direction direction;
    private final List<String> found = new ArrayList<>();

    SchemaChanges(Direction direction) {
        this.direction = direction;
    }

    List<String> between(String where, Place before, Place after) {
        compare(where, Flat.of(before), Flat.of(after));
        return found;
    }

    private void compare(String where, Flat before, Flat after) {
        Set<String> keywords = new TreeSet<>(before.keywords().keySet());
        keywords.addAll(after.keywords().keySet());
        keywords.removeAll(FOR_PEOPLE);
        for (String keyword : keywords) {
            JsonNode old = before.keywords().get(keyword);
            JsonNode value = after.keywords().get(keyword);
            if (old == null || !old.equals(value)) {
                compareKeyword(where, keyword, old, value);
            }
        }
        compareRequired(where, before, after);
        compareFields(where, before, after);
        if (before.items() != null && after.items() != null) {
            compare(where + "/*", Flat.of(before.items()), Flat.of(after.items()));
        } else if (before.items() != null || after.items() != null) {
            breaks(
                    where + "/*",
                    after.items() == null,
                    "anything may be in the list now",
                    "there is a rule for items now");
        }
    }

    private void compareKeyword(String where, String keyword, JsonNode before, JsonNode after) {
        if (keyword.equals("type")) {
            compareTypes(where, text(before), text(after));
        } else if (keyword.equals("nullable")) {
            breaks(where, isTrue(after), "null is allowed now", "null is not allowed any more");
        } else if (keyword.equals("enum")) {
            compareEnums(where, before, after);
        } else if (LOWER_BOUNDS.contains(keyword) || UPPER_BOUNDS.contains(keyword)) {
            compareBounds(where, keyword, before, after);
        } else if (RULES.contains(keyword)) {
            compareRules(where, keyword, before, after);
        } else {
            found.add(where + ": " + keyword + " is not what it was.");
        }
    }

    private void compareTypes(String where, String before, String after) {
        boolean isWider = before.equals("integer") && after.equals("number");
        boolean isNarrower = before.equals("number") && after.equals("integer");
        if (!(direction == Direction.ASKED ? isWider : isNarrower)) {
            found.add(where + ": the type is " + after + ", no longer " + before + ".");
        }
    }

    private void compareEnums(String where, JsonNode before, JsonNode after) {
        if (before == null || after == null) {
            breaks(where, after == null, "any value is allowed now", "only some values are allowed now");
            return;
        }
        for (String gone : without(values(before), values(after))) {
            breaks(where, false, "", gone + " is not allowed any more");
        }
        for (String added : without(values(after), values(before))) {
            breaks(where, true, added + " is new", "");
        }
    }

    private void compareBounds(String where, String keyword, JsonNode before, JsonNode after) {
        double none = LOWER_BOUNDS.contains(keyword) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        double from = before == null ? none : before.asDouble();
        double to = after == null ? none : after.asDouble();
        boolean isWider = LOWER_BOUNDS.contains(keyword) ? to < from : to > from;
        String what =
                keyword + " is " + (after == null ? "gone" : after) + ", after " + (before == null ? "none" : before);
        breaks(where, isWider, what, what);
    }

    /** Whether one pattern allows more than another can't be told: another one is both. */
    private void compareRules(String where, String keyword, JsonNode before, JsonNode after) {
        if (before != null && after != null) {
            found.add(where + ": " + keyword + " is another one.");
        } else {
            breaks(where, after == null, keyword + " is gone", keyword + " is new");
        }
    }

    private void compareRequired(String where, Flat before, Flat after) {
        if (direction == Direction.ASKED) {
            without(after.required(), before.required())
                    .forEach(field -> found.add(where + "/" + field + " is required now."));
        } else {
            without(before.required(), after.required())
                    .forEach(field -> found.add(where + "/" + field + " may be missing now."));
        }
    }

    private void compareFields(String where, Flat before, Flat after) {
        before.fields().forEach((name, field) -> {
            if (after.fields().containsKey(name)) {
                compare(
                        where + "/" + name,
                        Flat.of(field),
                        Flat.of(after.fields().get(name)));
            } else {
                found.add(where + "/" + name + " is gone.");
            }
        });
    }

    private void breaks(String where, boolean allowsMore, String more, String fewer) {
        if (allowsMore && direction == Direction.ANSWERED) {
            found.add(where + ": " + more + ".");
        } else if (!allowsMore && direction == Direction.ASKED) {
            found.add(where + ": " + fewer + ".");
        }
    }

    private static String text(JsonNode type) {
        return type == null ? "any" : type.asText();
    }

    private static boolean isTrue(JsonNode value) {
        return value != null && value.asBoolean();
    }

    private static Set<String> values(JsonNode list) {
        Set<String> values = new TreeSet<>();
        list.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static Set<String> without(Set<String> all, Set<String> these) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(these);
        return new TreeSet<>(rest);
    }
}
