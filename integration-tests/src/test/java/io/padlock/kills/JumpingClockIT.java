package io.padlock.kills;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.FakeClock;
import io.padlock.running.Fleet;
import io.padlock.running.Ports;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.requests.Requests;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged server whose clock jumps while it serves, and comes back. PostgreSQL's stays right. */
class JumpingClockIT {

    private static final Duration HOUR = Duration.ofHours(1);
    /** Those by which something is issued. */
    private static final List<Duration> CLOCKS = List.of(Duration.ZERO, HOUR, Duration.ofDays(100), HOUR.negated());

    private static final Duration TWO_YEARS = Duration.ofDays(730);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PROGRAMS_DIFFER = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final Promises promises = new Promises();
    private final String longKnownKey = Requests.good();
    private FakeClock clock;
    private Database database;
    private Server server;
    private Caller caller;
    private Customer customer;
    private BigInteger lastList = BigInteger.ZERO;

    @BeforeEach
    void a_server_with_a_clock_of_its_own() throws Exception {
        clock = new FakeClock(data);
        database = Database.start(data.resolve("database"));
        server = Server.launch(
                data.resolve("server"),
                Ports.free(),
                Ports.free(),
                clock.environment(),
                database.settings(database.port(), "-Dpadlock.budget.database.burst-per-box=0"));
        server.awaitReady();
        caller = new Caller(server.url());
        customer = Customer.knownTo(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        database.close();
    }

    @Test
    void nothing_that_is_given_out_is_wrong_while_the_clock_jumps_and_all_is_well_when_it_came_back() throws Exception {
        List<Customer> asking = List.of(Customer.knownTo(server), Customer.knownTo(server));
        try (Fleet fleet = Fleet.of(server.url(), asking, Duration.ofMillis(20), promises)) {
            jump();
            fleet.stop();
        }
        assertThat(promises.answers().size())
                .as("answers, at the moments of the jumps too")
                .isGreaterThan(100);
        assertThat(promises.answers())
                .allSatisfy(answer -> assertThat(answer.isCertificate() || answer.isLater())
                        .as(answer.toString())
                        .isTrue());
        for (Answer answer : promises.answers()) {
            if (answer.isCertificate()) {
                isOfAClockThatWas(answer);
            }
        }
        try (Sql sql = database.sql()) {
            promises.mustHold(sql);
        }
        assertThat(server.said()).doesNotContain("\tat ");
        server.terminate();
        Command verified =
                Server.command("audit", "verify", data.resolve("server/audit").toString());
        assertThat(verified.status()).as(verified.output()).isZero();
    }

    /** Also of those that were asked for in the moment of a jump: the dates are of one clock or the other, and good. */
    private void isOfAClockThatWas(Answer answer) throws Exception {
        X509Certificate certificate = answer.certificate();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        assertThat(Duration.between(from, to)).isBetween(Duration.ofDays(89), Duration.ofDays(90));
        assertThat(from).isAfterOrEqualTo(issuer().getNotBefore().toInstant());
        assertThat(to).isBeforeOrEqualTo(issuer().getNotAfter().toInstant());
        // A key that was known keeps the certificate that it was given by an earlier clock.
        if (answer.isNew()) {
            assertThat(CLOCKS)
                    .as(answer.toString())
                    .anyMatch(jump ->
                            from.isAfter(answer.asked().plus(jump).minus(HOUR).minus(PROGRAMS_DIFFER))
                                    && from.isBefore(answer.ended().plus(jump).plus(PROGRAMS_DIFFER)));
        }
    }

    private void jump() throws Exception {
        allIsWell();
        for (Duration jump : List.of(HOUR, Duration.ofDays(100), HOUR.negated())) {
            clock.jumpTo(jump);
            allIsWell();
            clock.jumpTo(Duration.ZERO);
            allIsWell();
        }
        Duration afterTheIssuersEnd = Duration.between(
                        Instant.now(), issuer().getNotAfter().toInstant())
                .plusDays(1);
        for (Duration jump : new Duration[] {TWO_YEARS.negated(), afterTheIssuersEnd}) {
            clock.jumpTo(jump);
            nothingIsIssued();
            clock.jumpTo(Duration.ZERO);
            allIsWell();
        }
    }

    /** By the clock that the server has just now. */
    private void allIsWell() throws Exception {
        Await.until("readiness", PATIENCE, server::isReady);
        assertThat(server.isLive()).isTrue();
        isGood(promises.heard(caller.v1(customer, Requests.good())));
        isGood(promises.heard(caller.stock(customer)));
        // One that was asked for at other times: it gets one that counts now.
        Answer again = promises.heard(caller.v1(customer, longKnownKey));
        assertThat(again.isCertificate()).as(again.toString()).isTrue();
        assertThat(again.certificate().getNotBefore().toInstant())
                .isBefore(clock.now().plus(PROGRAMS_DIFFER));
        assertThat(again.certificate().getNotAfter().toInstant())
                .isAfter(clock.now().plus(Duration.ofDays(20)));
        windowIsWithinTheLifeOf(again.certificate());
        listIsGood();
    }

    private void isGood(Answer answer) throws Exception {
        assertThat(answer.isCertificate()).as(answer.toString()).isTrue();
        X509Certificate certificate = answer.certificate();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        assertThat(from).isBetween(clock.now().minus(HOUR).minus(PROGRAMS_DIFFER), clock.now());
        assertThat(from).isAfterOrEqualTo(issuer().getNotBefore().toInstant());
        assertThat(to).isBeforeOrEqualTo(issuer().getNotAfter().toInstant());
        assertThat(Duration.between(from, to)).isBetween(Duration.ofDays(89), Duration.ofDays(90));
    }

    private void windowIsWithinTheLifeOf(X509Certificate certificate) {
        var window =
                given().get(server.url() + "/v1/certificates/%032x/renewal".formatted(certificate.getSerialNumber()));
        Instant start = Instant.parse(window.path("start"));
        Instant end = Instant.parse(window.path("end"));
        assertThat(start).isAfter(certificate.getNotBefore().toInstant()).isBefore(end);
        assertThat(end).isBefore(certificate.getNotAfter().toInstant());
    }

    /** Lists are looked after once a second. */
    private void listIsGood() throws Exception {
        Await.until(() -> "a list that counts now; its date is " + list().getThisUpdate(), PATIENCE, () -> {
            X509CRL list = list();
            return list.getThisUpdate()
                            .toInstant()
                            .isBefore(clock.now().plus(HOUR).plus(PROGRAMS_DIFFER))
                    && list.getNextUpdate().toInstant().isAfter(clock.now().plus(Duration.ofDays(5)));
        });
        X509CRL list = list();
        assertThat(Duration.between(
                        list.getThisUpdate().toInstant(), list.getNextUpdate().toInstant()))
                .isLessThanOrEqualTo(Duration.ofDays(10));
        BigInteger number = number(list);
        assertThat(number).isGreaterThanOrEqualTo(lastList);
        lastList = number;
    }

    private void nothingIsIssued() throws Exception {
        Await.until("readiness to go down", PATIENCE, () -> !server.isReady());
        assertThat(server.isLive()).isTrue();
        Answer own = promises.heard(caller.v1(customer, Requests.good()));
        Answer stock = promises.heard(caller.stock(customer));
        assertThat(own.isLater()).as(own.toString()).isTrue();
        assertThat(stock.isLater()).as(stock.toString()).isTrue();
    }

    private X509Certificate issuer() throws Exception {
        try (var file = Files.newInputStream(data.resolve("server/ca/issuing.crt"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }

    private X509CRL list() {
        try {
            byte[] der = given().get(server.url() + "/v1/authority/issuing.crl").asByteArray();
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** An OCTET STRING around an INTEGER, both shorter than 128 octets. */
    private static BigInteger number(X509CRL list) {
        byte[] value = list.getExtensionValue("2.5.29.20");
        return new BigInteger(value, 4, value.length - 4);
    }
}
