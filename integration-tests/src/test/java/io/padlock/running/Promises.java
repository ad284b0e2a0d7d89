package io.padlock.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What holds after every fault and every storm. It is told every answer that a caller heard, from whichever thread, and asks
 * PostgreSQL itself, past the server. What readiness promises is judged by {@link ReadinessWatch}.
 */
public final class Promises {

    private static final int AT_ONCE = 500;

    private final Queue<Answer> heard = new ConcurrentLinkedQueue<>();

    /** @return the answer */
    public Answer heard(Answer answer) {
        heard.add(answer);
        return answer;
    }

    public List<Answer> answers() {
        return List.copyOf(heard);
    }

    /** All that a ledger can be held to. May be asked again and again; what was heard before counts again. */
    public void mustHold(Sql sql) {
        List<Answer> certificates = heard.stream().filter(Answer::isCertificate).toList();
        everyOneIsInTheLedger(certificates, sql);
        everyDatabaseKeptItsZone(certificates, sql);
    }

    private static void everyOneIsInTheLedger(List<Answer> certificates, Sql sql) {
        for (int from = 0; from < certificates.size(); from += AT_ONCE) {
            List<Answer> some = certificates.subList(from, Math.min(certificates.size(), from + AT_ONCE));
            Map<String, Row> ledger = new HashMap<>();
            sql.rows(
                            "select serial, database_uuid, zone, door, key_sha256, der from certificate where serial = any($1)",
                            (Object) some.stream().map(Promises::serial).toArray(String[]::new))
                    .forEach(row -> ledger.put(row.getString(0), row));
            some.forEach(answer -> isWhatTheLedgerHolds(answer, ledger.get(serial(answer))));
        }
    }

    private static void isWhatTheLedgerHolds(Answer answer, Row row) {
        String who = answer.door() + " " + answer.database() + " at " + answer.asked() + ": " + serial(answer);
        assertThat(row)
                .as("A certificate was received that the ledger does not hold: " + who)
                .isNotNull();
        X509Certificate certificate = answer.certificate();
        assertThat(row.getUUID(1)).as("database of " + who).isEqualTo(UUID.fromString(answer.database()));
        assertThat(row.getString(2)).as("zone of " + who).isEqualTo(answer.zone());
        assertThat(row.getString(3))
                .as("door of " + who)
                .isEqualTo(answer.door().name());
        assertThat(row.getBuffer(4).getBytes())
                .as("key of " + who)
                .isEqualTo(sha256(certificate.getPublicKey().getEncoded()));
        assertThat(row.getBuffer(5).getBytes()).as("certificate of " + who).isEqualTo(der(certificate));
        assertThat(names(certificate))
                .as("names of " + who)
                .allMatch(name -> name.matches("(\\*\\.)?" + answer.zone() + "\\..*"));
    }

    private static void everyDatabaseKeptItsZone(List<Answer> certificates, Sql sql) {
        Map<String, String> databaseOf = new HashMap<>();
        Map<String, String> zoneOf = new HashMap<>();
        for (Answer answer : certificates) {
            assertThat(zoneOf.merge(answer.database(), answer.zone(), (first, next) -> first))
                    .as("the zone of database " + answer.database())
                    .isEqualTo(answer.zone());
            assertThat(databaseOf.merge(answer.zone(), answer.database(), (first, next) -> first))
                    .as("the database of zone " + answer.zone())
                    .isEqualTo(answer.database());
        }
        Map<String, String> registered = new HashMap<>();
        sql.rows("select database_uuid, label from zone where database_uuid = any($1)", (Object)
                        zoneOf.keySet().stream().map(UUID::fromString).toArray(UUID[]::new))
                .forEach(row -> registered.put(row.getUUID(0).toString(), row.getString(1)));
        assertThat(registered).as("zones as they are registered").isEqualTo(zoneOf);
        assertThat(sql.number("select count(*) from certificate left join zone using (database_uuid)"
                        + " where zone.label is distinct from certificate.zone"))
                .as("certificates in the ledger with a zone that is not their database's")
                .isZero();
    }

    /** For tests in which nothing is renewed and nothing revoked: a key that asks again gets what it has. */
    public static void noKeyHasTwoCertificates(Sql sql) {
        assertThat(sql.number("select count(*) from certificate where generation > 1"))
                .as("second certificates of a key")
                .isZero();
    }

    /** As the ledger writes it. */
    static String serial(Answer answer) {
        return String.format("%032x", answer.certificate().getSerialNumber());
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            List<String> names = new ArrayList<>();
            certificate.getSubjectAlternativeNames().forEach(name -> names.add((String) name.get(1)));
            return names;
        } catch (java.security.cert.CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
