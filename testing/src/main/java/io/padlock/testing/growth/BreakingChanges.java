package io.padlock.testing.growth;

import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody who relied on a released document would miss in a newer one, each in a sentence that names it. Further
 * operations, answers, media types, codes and fields of answers are no such thing, nor are further fields of requests that
 * may be left out.
 */
public final class BreakingChanges {

    private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z0-9_]{3,})`");

    private final ContractDocument released;
    private final ContractDocument now;
    private final List<String> found = new ArrayList<>();

    private BreakingChanges(ContractDocument released, ContractDocument now) {
        this.released = released;
        this.now = now;
    }

    public static List<String> between(ContractDocument released, ContractDocument now) {
        BreakingChanges changes = new BreakingChanges(released, now);
        released.operations().forEach(changes::compare);
        Place schemes = released.root().child("components").child("securitySchemes");
        for (String name : schemes.names()) {
            changes.compareScheme(name, schemes.child(name));
        }
        return changes.found;
    }

    private void compareScheme(String name, Place before) {
        Place after = now.root().child("components").child("securitySchemes").child(name);
        for (String part : List.of("type", "scheme", "in", "name")) {
            if (!before.child(part).text().equals(after.child(part).text())) {
                found.add("The security scheme " + name + " is another one.");
            }
        }
    }

    private void compare(Operation before) {
        Optional<Operation> same = now.operations().stream()
                .filter(operation -> key(operation).equals(key(before)))
                .findFirst();
        if (same.isEmpty()) {
            found.add(before + " is gone.");
            return;
        }
        Operation after = same.get();
        if (!before.id().equals(after.id())) {
            found.add(before + " is no longer called " + before.id() + ".");
        }
        Security now = Security.of(after);
        Security.of(before).alternatives().stream()
                .filter(held -> !now.letsIn(held))
                .forEach(held -> found.add(before + " no longer lets in who comes with " + Security.told(held) + "."));
        compareParameters(before, after);
        compareBody(before, after);
        for (String status : before.place().child("responses").names()) {
            compareAnswer(before + " " + status, answer(before, status), answer(after, status));
        }
    }

    /** What the places of an address are called does not matter to who fills them. */
    private static String key(Operation operation) {
        return operation.toString().replaceAll("\\{[^}]*}", "{}");
    }

    private static Place answer(Operation operation, String status) {
        return operation.place().child("responses").child(status);
    }

    private void compareParameters(Operation before, Operation after) {
        for (Place old : before.parameters()) {
            String where = before + ", parameter " + old.child("name").text();
            Optional<Place> same = like(old, before, after);
            if (same.isEmpty()) {
                found.add(where + ", is gone.");
                continue;
            }
            if (!isRequired(old) && isRequired(same.get())) {
                found.add(where + ", is required now.");
            }
            compareSchemas(where, Direction.ASKED, old, same.get());
        }
        after.parameters().stream()
                .filter(one -> isRequired(one) && like(one, after, before).isEmpty())
                .forEach(one -> found.add(before + " requires the new parameter "
                        + one.child("name").text() + "."));
    }

    private static Optional<Place> like(Place parameter, Operation of, Operation in) {
        String kind = parameter.child("in").text();
        int number = named(of, kind).indexOf(parameter.child("name").text());
        List<String> names = named(in, kind);
        // Places of an address are told apart by their order.
        String name =
                !kind.equals("path") ? parameter.child("name").text() : number < names.size() ? names.get(number) : "";
        return in.parameters().stream()
                .filter(one -> one.child("in").text().equals(kind)
                        && one.child("name").text().equals(name))
                .findFirst();
    }

    private static List<String> named(Operation operation, String kind) {
        return operation.parameters().stream()
                .filter(one -> one.child("in").text().equals(kind))
                .map(one -> one.child("name").text())
                .sorted((one, other) -> operation.path().indexOf("{" + one + "}")
                        - operation.path().indexOf("{" + other + "}"))
                .toList();
    }

    private static boolean isRequired(Place place) {
        return place.child("required").node().asBoolean();
    }

    private void compareBody(Operation before, Operation after) {
        Place old = before.requestBody();
        Place body = after.requestBody();
        if (!isRequired(old) && isRequired(body)) {
            found.add(before + " requires a body now.");
        }
        compareContent(before + ", request", Direction.ASKED, old, body);
    }

    private void compareAnswer(String where, Place before, Place after) {
        if (!after.exists()) {
            found.add(where + " is gone.");
            return;
        }
        Set<String> codes = codes(before);
        codes.removeAll(codes(after));
        codes.forEach(code -> found.add(where + " no longer names the code " + code + "."));
        for (String header : before.child("headers").names()) {
            Place same = after.child("headers").child(header);
            if (same.exists()) {
                compareSchemas(
                        where + ", header " + header,
                        Direction.ANSWERED,
                        before.child("headers").child(header),
                        same);
            } else {
                found.add(where + " has no header " + header + " any more.");
            }
        }
        if (!before.child("content").exists() && after.child("content").exists()) {
            found.add(where + " has content now.");
        }
        compareContent(where, Direction.ANSWERED, before, after);
    }

    private static Set<String> codes(Place answer) {
        return CODE.matcher(answer.child("description").text())
                .results()
                .map(code -> code.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void compareContent(String where, Direction direction, Place before, Place after) {
        for (String type : before.child("content").names()) {
            Place same = after.child("content").child(type);
            if (same.exists()) {
                Place old = before.child("content").child(type);
                compareSchemas(where + " in " + type, direction, old, same);
                compareLines(where + " in " + type, direction, old, same);
            } else {
                found.add(where + " in " + type + " is gone.");
            }
        }
    }

    private void compareLines(String where, Direction direction, Place before, Place after) {
        Place old = before.child(ContractDocument.SCHEMA_OF_LINES);
        // Nobody could rely on lines that were not told.
        if (old.exists()) {
            found.addAll(new SchemaChanges(direction)
                    .between(where + ", each line", old, after.child(ContractDocument.SCHEMA_OF_LINES)));
        }
    }

    private void compareSchemas(String where, Direction direction, Place before, Place after) {
        found.addAll(new SchemaChanges(direction).between(where, before.child("schema"), after.child("schema")));
    }
}
