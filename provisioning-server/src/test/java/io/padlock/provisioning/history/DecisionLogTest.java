package io.padlock.provisioning.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal;
import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refusal.NotEligible;
import io.padlock.provisioning.Refusal.Overloaded;
import io.padlock.provisioning.Refusal.TooManyRequests;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.TestClock;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.eligibility.Verdict;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.padlock.provisioning.schema.TestDatabase;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, each with its own database UUID. */
class DecisionLogTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123456789Z");

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final TestClock clock = new TestClock(NOW);
    private final DatabaseUuid customer = new DatabaseUuid(UUID.randomUUID());

    @BeforeAll
    static void aDatabase() {
        database = TestDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void the_end_writes_what_was_refused_a_moment_before_as_it_was_told() throws Exception {
        Reason staging = new Reason("NOT_A_PRODUCTION_DATABASE", "It is a \"staging\" environment.", "Ask.");
        ProvisioningRequest request = request();

        refuse(request, new NotEligible(new Verdict(List.of(staging))));

        List<Decision> told = told();
        assertThat(told)
                .containsExactly(new Decision(
                        Instant.parse("2026-11-21T08:00:00.123456Z"),
                        request.reference().text(),
                        customer,
                        Door.STOCK,
                        Outcome.REFUSED,
                        "NOT_ELIGIBLE",
                        List.of(staging),
                        null,
                        new Box("dc:a6:32", null),
                        1));
    }

    /** 100 boxes that ask every ten seconds would be 864,000 rows a day. */
    @Test
    void the_same_refusal_again_and_again_is_two_rows_in_ten_minutes_and_none_of_them_is_lost() throws Exception {
        DecisionLog log = new DecisionLog(database.pool(), database.vertx(), clock);
        ProvisioningRequest last = request();
        for (int i = 0; i < 150; i++) {
            last = request();
            log.refused(last, new Refused(new UnknownDatabaseOrContract()));
            clock.advance(Duration.ofSeconds(10));
        }
        log.onStop(null);

        assertThat(told()).extracting(Decision::times).containsExactly(29, 1, 59, 1, 59, 1);
        assertThat(told().get(0).reference()).isEqualTo(last.reference().text());
    }

    /** Whoever does not know the code may call his box what he likes, and come from anywhere. */
    @Test
    void wrong_codes_for_a_database_are_two_rows_in_ten_minutes_whatever_the_boxes_are_called() throws Exception {
        DecisionLog log = new DecisionLog(database.pool(), database.vertx(), clock);
        for (int i = 0; i < 300; i++) {
            log.refused(request(new Box("box " + i, "name " + i)), new Refused(new UnknownDatabaseOrContract()));
        }
        log.onStop(null);

        assertThat(told()).extracting(Decision::times).containsExactly(299, 1);
        assertThat(told())
                .extracting(Decision::box)
                .containsExactly(new Box("box 299", "name 299"), new Box("box 0", "name 0"));
    }

    @Test
    void who_knows_the_code_is_told_of_box_by_box() throws Exception {
        Reason staging = new Reason("NOT_A_PRODUCTION_DATABASE", "It is a \"staging\" environment.", "Ask.");
        DecisionLog log = new DecisionLog(database.pool(), database.vertx(), clock);
        for (int i = 0; i < 6; i++) {
            log.refused(
                    request(new Box("box " + i % 3, null)),
                    new Refused(new NotEligible(new Verdict(List.of(staging)))));
        }
        log.onStop(null);

        assertThat(told()).hasSize(6).extracting(Decision::times).containsOnly(1);
    }

    @Test
    void a_clock_that_goes_back_keeps_nothing_back() throws Exception {
        DecisionLog log = new DecisionLog(database.pool(), database.vertx(), clock);
        for (int i = 0; i < 3; i++) {
            log.refused(request(), new Refused(new UnknownDatabaseOrContract()));
        }

        clock.advance(Duration.ofHours(-2));
        for (int i = 0; i < 3; i++) {
            log.refused(request(), new Refused(new UnknownDatabaseOrContract()));
        }
        log.onStop(null);

        assertThat(told()).extracting(Decision::times).containsExactlyInAnyOrder(1, 2, 1, 2);
    }

    @Test
    void another_reason_is_another_refusal() throws Exception {
        Reason staging = new Reason("NOT_A_PRODUCTION_DATABASE", "It is a \"staging\" environment.", "Ask.");
        Reason ended = new Reason("SUBSCRIPTION_NOT_IN_PROGRESS", "It ended.", "Ask.");

        refuse(
                request(),
                new NotEligible(new Verdict(List.of(staging))),
                new NotEligible(new Verdict(List.of(ended))),
                new NotEligible(new Verdict(List.of(staging))),
                new NotEligible(new Verdict(List.of(staging))));

        assertThat(told())
                .extracting(decision ->
                        decision.times() + " " + decision.reasons().get(0).code())
                .containsExactlyInAnyOrder(
                        "1 NOT_A_PRODUCTION_DATABASE", "1 SUBSCRIPTION_NOT_IN_PROGRESS", "2 NOT_A_PRODUCTION_DATABASE");
    }

    @Test
    void later_is_no_decision() throws Exception {
        ProvisioningRequest request = request();

        refuse(
                request,
                new TryLater("The server took too long."),
                new Overloaded(),
                new TooManyRequests("Too many.", Duration.ofSeconds(5)),
                new UnknownDatabaseOrContract(),
                new InternalError());

        assertThat(told()).extracting(Decision::code).containsExactly("INTERNAL_ERROR", "UNKNOWN_DATABASE_OR_CONTRACT");
    }

    @Test
    void what_is_older_than_the_setting_is_forgotten_in_batches_and_the_rest_is_kept() {
        database.run("""
                insert into decision (at, reference, database_uuid, door, outcome)
                select $1::timestamptz - i * interval '1 minute', 'r', $2, 'V1', 'REPEATED'
                from generate_series(0, 2520) as i
                """, NOW.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC), customer.value());

        List<Integer> pruned = Uni.join()
                .all(pruning(1000).prune(), pruning(1000).prune())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(pruned.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2520);
        assertThat(told()).hasSize(1);
    }

    @Test
    void a_great_many_batches_are_forgotten_as_well_as_a_few() {
        database.run("""
                insert into decision (at, reference, database_uuid, door, outcome)
                select $1, 'r', $2, 'V1', 'REPEATED' from generate_series(1, 6000)
                """, NOW.minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC), customer.value());

        int pruned = pruning(1).prune().await().atMost(Duration.ofMinutes(1));

        assertThat(pruned).isEqualTo(6000);
        assertThat(told()).isEmpty();
    }

    private Pruning pruning(int atOnce) {
        return new Pruning(database.pool(), () -> Duration.ofDays(1), clock, database.vertx(), atOnce);
    }

    private void refuse(ProvisioningRequest request, Refusal... refusals) {
        DecisionLog log = new DecisionLog(database.pool(), database.vertx(), clock);
        for (Refusal refusal : refusals) {
            log.refused(request, new Refused(refusal));
        }
        log.onStop(null);
        assertThat(log.lost()).isZero();
    }

    private List<Decision> told() {
        return new DecisionSearch(database.pool())
                .list(new DecisionFilter(customer, null, null, null, null, null), null, 100)
                .await()
                .indefinitely()
                .items();
    }

    private ProvisioningRequest request() throws Exception {
        return request(new Box("dc:a6:32", null));
    }

    private ProvisioningRequest request(Box box) throws Exception {
        return new ProvisioningRequest(
                Reference.fresh(),
                Door.STOCK,
                customer,
                EnterpriseCode.parse("M-SECRET"),
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic(),
                box);
    }
}
