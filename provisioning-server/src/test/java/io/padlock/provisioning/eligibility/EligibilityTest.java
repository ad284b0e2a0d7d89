package io.padlock.provisioning.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EligibilityTest {

    private static final SubscriptionLine IOT_BOX = new SubscriptionLine(SubscriptionLine.IOT_BOX, 1);
    private static final SubscriptionLine SHOP = new SubscriptionLine("POINT_OF_SALE", 3);

    @Test
    void a_production_database_in_progress_with_an_iot_box_line_is_eligible() {
        Verdict verdict =
                Eligibility.assess(database(DatabaseKind.PRODUCTION, SubscriptionStatus.IN_PROGRESS, IOT_BOX));

        assertThat(verdict.eligible()).isTrue();
    }

    @Test
    void other_lines_beside_the_iot_box_line_do_no_harm() {
        Verdict verdict =
                Eligibility.assess(database(DatabaseKind.PRODUCTION, SubscriptionStatus.IN_PROGRESS, SHOP, IOT_BOX));

        assertThat(verdict.eligible()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PRODUCTION")
    void a_database_that_is_not_a_production_one_hears_what_it_is(DatabaseKind kind) {
        Verdict verdict = Eligibility.assess(database(kind, SubscriptionStatus.IN_PROGRESS, IOT_BOX));

        assertThat(verdict.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("NOT_A_PRODUCTION_DATABASE");
            assertThat(reason.explanation()).contains(kind.inWords());
            assertThat(reason.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IN_PROGRESS")
    void a_subscription_that_is_not_in_progress_hears_its_status_and_its_own_remedy(SubscriptionStatus status) {
        Verdict verdict = Eligibility.assess(database(DatabaseKind.PRODUCTION, status, IOT_BOX));

        assertThat(verdict.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("SUBSCRIPTION_NOT_IN_PROGRESS");
            assertThat(reason.explanation()).contains(status.inWords());
            assertThat(reason.remedy()).isNotBlank();
        });
    }

    @Test
    void a_subscription_without_an_iot_box_line_hears_that() {
        Verdict verdict = Eligibility.assess(database(DatabaseKind.PRODUCTION, SubscriptionStatus.IN_PROGRESS, SHOP));

        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly("NO_IOT_BOX_LINE");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        Verdict verdict = Eligibility.assess(database(DatabaseKind.STAGING, SubscriptionStatus.PAUSED));

        assertThat(verdict.reasons())
                .extracting(Reason::code)
                .containsExactly("NOT_A_PRODUCTION_DATABASE", "SUBSCRIPTION_NOT_IN_PROGRESS", "NO_IOT_BOX_LINE");
    }

    @Test
    void whatever_a_database_is_its_verdict_is_what_its_checks_did_not_pass() {
        for (DatabaseKind kind : DatabaseKind.values()) {
            for (SubscriptionStatus status : SubscriptionStatus.values()) {
                for (SubscriptionLine line : List.of(IOT_BOX, SHOP)) {
                    DatabaseFacts facts = database(kind, status, line);

                    assertThat(Eligibility.checks(facts))
                            .extracting(Check::code, Check::passed)
                            .containsExactly(
                                    tuple("NOT_A_PRODUCTION_DATABASE", kind == DatabaseKind.PRODUCTION),
                                    tuple("SUBSCRIPTION_NOT_IN_PROGRESS", status == SubscriptionStatus.IN_PROGRESS),
                                    tuple("NO_IOT_BOX_LINE", line == IOT_BOX));
                    assertThat(Eligibility.checks(facts)).allSatisfy(check -> {
                        assertThat(check.explanation()).endsWith(".");
                        assertThat(check.remedy()).endsWith(".");
                    });
                    assertThat(Eligibility.assess(facts).reasons())
                            .isEqualTo(Eligibility.checks(facts).stream()
                                    .filter(check -> !check.passed())
                                    .map(Check::reason)
                                    .toList());
                }
            }
        }
    }

    private static DatabaseFacts database(DatabaseKind kind, SubscriptionStatus status, SubscriptionLine... lines) {
        return new DatabaseFacts(new DatabaseUuid(UUID.randomUUID()), kind, status, List.of(lines));
    }
}
