package io.padlock.box.diagnosis;

import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.ServerAddress.NotAnAddress;
import io.padlock.box.names.Inquiry;
import io.padlock.box.names.MachinesLookUp;
import io.padlock.box.names.NamesConfig;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Reply;
import io.padlock.box.network.Roots;
import io.padlock.box.provisioning.AskingConfig;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.box.provisioning.Served;
import io.padlock.box.report.Telling;
import io.padlock.box.status.Status.LoadRequestException;
import io.padlock.box.words.Phrase;
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
    private final Telling telling;
    private final Keeper keeper;
    private final Clock clock;
    private final Object looking = new Object();

    private Uni<Diagnosed> running;
    private Diagnosed last = Diagnosed.NEVER;
    private volatile Diagnosed newest = Diagnosed.NEVER;

    Diagnosis(
            IdentityConfig config,
            AskingConfig asking,
            Credentials credentials,
            StoreConfig store,
            NamesConfig names,
            Courier courier,
            Roots roots,
            Proxy proxy,
            Keeper keeper,
            Served served,
            SelfTest selfTest,
            Telling telling,
            Clock clock) {
        this.config = config;
        this.credentials = credentials;
        this.way = new WayToServer(proxy, roots, new LoginPage(courier));
        this.answer = new AnswerOfServer(courier, asking.protocol(), clock);
        this.keeper = keeper;
        this.box = new OnTheBox(
                config,
                store.data().toAbsolutePath().normalize(),
                keeper,
                served,
                selfTest,
                new OwnName(names, new Inquiry(courier)));
        this.telling = telling;
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
                    .item(() -> look(Reach.THE_SERVER_TOO))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(this::remember)
                    .onTermination()
                    .invoke(this::ended)
                    .memoize()
                    .indefinitely();
        }
        return running;
    }

    /**
     * Without a question to the server, which may be in trouble enough; nor a connection to it, unless the last attempt got none.
     * Never fails either.
     */
    Uni<Diagnosed> runByItself() {
        return Uni.createFrom()
                .item(() -> look(isUnreached() ? Reach.THE_WAY_TO_THE_SERVER : Reach.THE_BOX))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private boolean isUnreached() {
        return keeper.state().lastAttempt() instanceof LoadRequestException;
    }

    /** What was found last, whoever asked. */
    public Diagnosed newest() {
        return newest;
    }

    private synchronized void remember(Diagnosed diagnosed) {
        last = diagnosed;
    }

    private synchronized void ended() {
        running = null;
    }

    /** How far a look goes. */
    private enum Reach {
        THE_BOX,
        THE_WAY_TO_THE_SERVER,
        THE_SERVER_TOO
    }

    /** One at a time, whoever began it: two would trip over each other's file on the disk. */
    private Diagnosed look(Reach reach) {
        synchronized (looking) {
            newest = lookAtAll(reach);
            return newest;
        }
    }

    private Diagnosed lookAtAll(Reach reach) {
        Identity identity = credentials.identity();
        List<Finding> findings = new ArrayList<>();
        findings.add(OwnAddress.look(config.address()));
        findings.add(box.disk());
        findings.add(Connections.of(identity));
        Optional<ServerAddress> server = reach == Reach.THE_BOX ? Optional.empty() : server();
        Optional<Way> found = server.map(way::look);
        found.ifPresent(one -> findings.addAll(one.findings()));
        if (reach == Reach.THE_SERVER_TOO && found.isPresent() && !found.get().isBarred()) {
            askItself(server.get(), identity, findings);
        } else {
            findings.add(answer.clock(found.flatMap(Way::inTheClear)));
        }
        boolean isInSilence = found.filter(Way::isInSilence).isPresent();
        findings.addAll(box.certificate(isInSilence ? MachinesLookUp.PATIENCE_WITH_SILENCE : MachinesLookUp.PATIENCE));
        findings.add(OnTheBox.database(telling.heard()));
        return new Diagnosed(clock.instant(), List.copyOf(findings), box.forBrowsers());
    }

    private void askItself(ServerAddress server, Identity identity, List<Finding> findings) {
        if (keeper.isHeldBack()) {
            findings.add(answer.clock(Optional.empty()));
            findings.add(Finding.notLookedAt(Subject.ANSWER, Phrase.of("answer.later", server)));
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
