package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.padlock.provisioning.wire.Field;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an operator says of a database, as it was sent. */
record DatabaseBody(String enterpriseCode, String kind, Subscription subscription) {

    private static final Pattern PRODUCT = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final int MOST_LINES = 200;
    private static final int MOST_OF_ONE = 1_000_000;

    record Subscription(String status, List<Line> lines) {}

    record Line(String product, Integer quantity) {}

    EnterpriseCode contract() {
        return Field.parse("INVALID_ENTERPRISE_CODE", enterpriseCode, EnterpriseCode::parse);
    }

    DatabaseFacts facts(DatabaseUuid uuid) {
        must(subscription != null, "subscription is missing.");
        must(subscription.lines != null, "subscription.lines is missing; it may be empty.");
        must(
                subscription.lines.size() <= MOST_LINES,
                "subscription.lines has " + subscription.lines.size() + " lines; " + MOST_LINES + " are the most.");
        return new DatabaseFacts(
                uuid,
                oneOf(DatabaseKind.class, "kind", kind),
                oneOf(SubscriptionStatus.class, "subscription.status", subscription.status),
                subscription.lines.stream().map(DatabaseBody::parsed).toList());
    }

    private static SubscriptionLine parsed(Line line) {
        must(line != null && line.product != null, "A line of subscription.lines has no product.");
        must(
                PRODUCT.matcher(line.product).matches(),
                "A product is written in capitals, digits and underscores, 64 at the most, like IOT_BOX.");
        must(
                line.quantity != null && line.quantity >= 1 && line.quantity <= MOST_OF_ONE,
                "The quantity of " + line.product + " must be a whole number from 1 to " + MOST_OF_ONE + ".");
        return new SubscriptionLine(line.product, line.quantity);
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String field, String sent) {
        String known = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        must(sent != null, field + " is missing; it is one of " + known + ".");
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(sent))
                .findFirst()
                .orElseThrow(() -> refused(field + " is none of " + known + "."));
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    static Refused refused(String explanation) {
        return new Refused(new Unusable(
                400,
                "A field of the database can't be used",
                new Reason("INVALID_DATABASE", explanation, "Correct the field and send the whole database again.")));
    }
}
