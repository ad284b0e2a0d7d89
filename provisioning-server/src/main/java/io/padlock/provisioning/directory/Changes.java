package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What some lines of an import change of what is known, as columns for PostgreSQL. */
final class Changes {

    private record Change(NumberedDatabase line, EnterpriseCode contract) {
        UUID uuid() {
            return line.facts().uuid().value();
        }
    }

    private final List<Change> changes = new ArrayList<>();
    private final List<Long> withoutContract = new ArrayList<>();
    private int created;
    private int replaced;
    private int unchanged;

    Changes(Collection<NumberedDatabase> lines, Map<UUID, ListedDatabase> known) {
        lines.stream()
                .sorted(Comparator.comparing(line -> line.facts().uuid().toString()))
                .forEach(line -> judge(line, known.get(line.facts().uuid().value())));
    }

    private void judge(NumberedDatabase line, ListedDatabase known) {
        if (known == null && line.contract() == null) {
            withoutContract.add(line.line());
        } else if (known == null) {
            created++;
            changes.add(new Change(line, line.contract()));
        } else if (says(line, known)) {
            unchanged++;
        } else {
            replaced++;
            changes.add(new Change(line, line.contract() == null ? known.contract() : line.contract()));
        }
    }

    private static boolean says(NumberedDatabase line, ListedDatabase known) {
        return line.facts().equals(known.facts())
                && (line.contract() == null
                        || line.contract().reveal().equals(known.contract().reveal()));
    }

    int created() {
        return created;
    }

    int replaced() {
        return replaced;
    }

    int unchanged() {
        return unchanged;
    }

    List<Long> withoutContract() {
        return withoutContract;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    UUID[] uuids() {
        return changes.stream().map(Change::uuid).toArray(UUID[]::new);
    }

    Tuple databases() {
        return Tuple.of(
                uuids(),
                changes.stream().map(change -> change.contract().reveal()).toArray(String[]::new),
                changes.stream()
                        .map(change -> change.line().facts().kind().name())
                        .toArray(String[]::new),
                changes.stream()
                        .map(change -> change.line().facts().subscription().name())
                        .toArray(String[]::new));
    }

    Tuple lines() {
        List<UUID> databases = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> products = new ArrayList<>();
        List<Integer> quantities = new ArrayList<>();
        for (Change change : changes) {
            int position = 0;
            for (SubscriptionLine line : change.line().facts().lines()) {
                databases.add(change.uuid());
                positions.add(position++);
                products.add(line.product());
                quantities.add(line.quantity());
            }
        }
        return Tuple.of(
                databases.toArray(UUID[]::new),
                positions.toArray(Integer[]::new),
                products.toArray(String[]::new),
                quantities.toArray(Integer[]::new));
    }
}
