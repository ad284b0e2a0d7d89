package io.padlock.box.diagnosis;

import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.ServerAddress.NotAnAddress;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Reply;
import io.padlock.box.network.Roots;
import io.padlock.box.provisioning.AskingConfig;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.box.provisioning.Served;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at everything once, on a worker's thread: names, sockets and the disk keep whoever asks them waiting. One at a time,
 * and what was found is told to all who ask within ten seconds, so that nobody can make the box hammer its server.
 */
@ApplicationScoped
public class Diagnosis {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final IdentityConfig config;
    private final Credentials credentials;
    private final WayToServer way;
    private final AnswerOfServer answer;
    private final OnTheBox box;
    private final Clock clock;

    private Uni<Diagnosed> running;
    private Diagnosed last = new Diagnosed(Instant.MIN, List.of());

    Diagnosis(
            IdentityConfig config,
            AskingConfig asking,
            Credentials credentials,
            StoreConfig store,
            Courier courier,
            Roots roots,
            Proxy proxy,
            Keeper keeper,
            Served served,
            SelfTest selfTest,
            Clock clock) {
        this.config = config;
        this.credentials = credentials;
        this.way = new WayToServer(proxy, roots);
        this.answer = new AnswerOfServer(courier, asking.protocol(), clock);
        this.box = new OnTheBox(config, store.data().toAbsolutePath().normalize(), keeper, served, selfTest);
        this.clock = clock;
    }

    /** Never fails. */
    public synchronized Uni<Diagnosed> run() {
        Instant now = clock.instant();
        boolean isFresh = !now.isBefore(last.at()) && now.isBefore(last.at().plus(FRESH));
        if (running == null && isFresh) {
            return Uni.createFrom().item(last);
        }
        if (running == null) {
            running = Uni.createFrom()
                    .item(this::lookAtAll)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(this::remember)
                    .onTermination()
                    .invoke(this::ended)
                    .memoize()
                    .indefinitely();
        }
        return running;
    }

    private synchronized void remember(Diagnosed diagnosed) {
        last = diagnosed;
    }

    private synchronized void ended() {
        running = null;
    }

    private Diagnosed lookAtAll() {
        Identity identity = credentials.identity();
        List<Finding> findings = new ArrayList<>();
        findings.add(box.disk());
        findings.add(Connections.of(identity));
        server().ifPresent(server -> look(server, identity, findings));
        findings.addAll(box.certificate());
        return new Diagnosed(clock.instant(), List.copyOf(findings));
    }

    private void look(ServerAddress server, Identity identity, List<Finding> findings) {
        List<Finding> onTheWay = way.look(server);
        findings.addAll(onTheWay);
        if (onTheWay.stream().anyMatch(Finding::isBad)) {
            return;
        }
        Optional<Reply> reply = answer.ask(server, findings);
        findings.add(answer.clock(reply));
        if (reply.isPresent() && findings.stream().noneMatch(finding -> isBad(finding, Subject.ANSWER))) {
            answer.eligibility(identity).ifPresent(findings::add);
        }
    }

    private static boolean isBad(Finding finding, Subject subject) {
        return finding.subject() == subject && finding.isBad();
    }

    private Optional<ServerAddress> server() {
        try {
            return config.server().isPresent()
                    ? Optional.of(ServerAddress.parse(config.server().get()))
                    : Optional.empty();
        } catch (NotAnAddress toldAlready) {
            return Optional.empty();
        }
    }
}
