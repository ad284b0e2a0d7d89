package io.padlock.box.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Reply;
import io.padlock.box.network.Trouble;
import io.padlock.box.provisioning.AskingConfig.Protocol;
import io.padlock.box.provisioning.BoxClock;
import io.padlock.box.status.Status.Explained;
import io.padlock.box.status.Status.LoadRequestException;
import io.padlock.box.words.Phrase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the one who answers is a server that gives certificates, and what it says of this box's database. */
final class AnswerOfServer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Courier courier;
    private final Protocol protocol;
    private final BoxClock clock;

    AnswerOfServer(Courier courier, Protocol protocol, Clock clock) {
        this.courier = courier;
        this.protocol = protocol;
        this.clock = new BoxClock(clock);
    }

    /** Something that costs the server nothing. */
    Optional<Reply> ask(ServerAddress server, List<Finding> findings) {
        try {
            Reply reply = courier.get(server, protocol == Protocol.PADLOCK ? "/v1/authority/root.pem" : "/")
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .await()
                    .indefinitely();
            findings.add(judge(reply, server));
            return Optional.of(reply);
        } catch (RuntimeException failure) {
            Phrase trouble = Trouble.inWords(failure);
            findings.add(Finding.bad(
                    Subject.ANSWER,
                    Phrase.of("answer.none", server, trouble),
                    new LoadRequestException(server.toString(), trouble)
                            .remedy()
                            .orElseThrow()));
            return Optional.empty();
        }
    }

    private Finding judge(Reply reply, ServerAddress server) {
        int status = reply.status();
        String type = String.valueOf(reply.headers().get("Content-Type"));
        boolean isAsExpected = protocol == Protocol.PADLOCK
                ? status == 200 && type.startsWith("application/x-pem-file")
                : status < 500;
        if (isAsExpected) {
            return Finding.well(Subject.ANSWER, Phrase.of("answer.well", server, status));
        }
        boolean isAnothersPage = status / 100 == 3 || status == 200 || status == 511;
        return isAnothersPage
                ? Finding.bad(
                        Subject.ANSWER,
                        Phrase.of("answer.anothers", server, status, elsewhere(reply)),
                        Phrase.of("answer.anothers-remedy", server))
                : Finding.bad(
                        Subject.ANSWER,
                        Phrase.of("request-status.cause", server, status),
                        Phrase.of("request-status.remedy", server, status));
    }

    private static String elsewhere(Reply reply) {
        String location = reply.headers().get("Location");
        return location == null
                ? String.valueOf(reply.headers().get("Content-Type"))
                : location.replaceAll("[?#].*", "");
    }

    /** @param reply the server's, whose clock is the only other one that the box knows */
    Finding clock(Optional<Reply> reply) {
        Optional<Phrase> wrong = clock.wrong().or(() -> clock.isFarFrom(reply.flatMap(Reply::date)));
        if (wrong.isPresent()) {
            return Finding.bad(
                    Subject.CLOCK,
                    Phrase.of("clock-wrong.cause", clock.now(), wrong.get()),
                    Phrase.of("clock-wrong.remedy"));
        }
        return reply.flatMap(Reply::date).isPresent()
                ? Finding.well(Subject.CLOCK, Phrase.of("clock.well", clock.now()))
                : Finding.notLookedAt(Subject.CLOCK, Phrase.of("clock.alone", clock.now()));
    }

    /** @return nothing where it can't be asked: stock boxes' servers have no such question */
    Optional<Finding> eligibility(Identity identity) {
        if (protocol != Protocol.PADLOCK || !(identity instanceof Identity.Connected connected)) {
            return Optional.empty();
        }
        JsonObject question = new JsonObject()
                .put("databaseUuid", connected.databaseUuid())
                .put("enterpriseCode", connected.enterpriseCode().reveal());
        try {
            Reply reply = courier.post(connected.server(), "/v1/eligibility", question.toBuffer())
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .await()
                    .indefinitely();
            return Optional.of(judge(reply));
        } catch (RuntimeException failure) {
            return Optional.of(Finding.notLookedAt(
                    Subject.ELIGIBILITY, Phrase.of("answer.none", connected.server(), Trouble.inWords(failure))));
        }
    }

    private static Finding judge(Reply reply) {
        JsonNode told = reply.json();
        if (reply.status() == 200 && told.path("eligible").asBoolean()) {
            return Finding.well(Subject.ELIGIBILITY, Phrase.of("eligibility.well"));
        }
        boolean isUndecided = reply.status() == 429 || reply.status() / 100 == 5 || told.isMissingNode();
        if (isUndecided) {
            return Finding.notLookedAt(Subject.ELIGIBILITY, Phrase.of("eligibility.undecided", reply.status()))
                    .because(reasons(told.path("reasons")));
        }
        return Finding.bad(
                        Subject.ELIGIBILITY,
                        Phrase.of("eligibility.not", reply.status()),
                        Phrase.of("no-result.remedy-with-reasons"))
                .because(reasons(reply.status() == 200 ? told.path("checks") : told.path("reasons")));
    }

    private static List<Explained> reasons(JsonNode against) {
        List<Explained> reasons = new ArrayList<>();
        for (JsonNode one : against) {
            if (!one.path("passed").asBoolean(false)) {
                reasons.add(new Explained(
                        one.path("code").asText(""),
                        one.path("explanation").asText(""),
                        one.path("remedy").asText("")));
            }
        }
        return reasons;
    }
}
