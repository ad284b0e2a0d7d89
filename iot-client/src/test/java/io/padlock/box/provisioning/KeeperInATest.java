package io.padlock.box.provisioning;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.network.Courier;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What a keeper has in a test: a folder, a clock, and somebody who serves. */
abstract class KeeperInATest {

    static Vertx vertx;

    @TempDir
    Path data;

    final TestClock clock;
    RecordingListener listener = new RecordingListener();

    KeeperInATest(Instant now) {
        this.clock = new TestClock(now);
    }

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** @param door how that server is asked */
    final Keeper keeper(FakeServer server, Function<Courier, ServerDoor> door) {
        return TestKeeper.of(vertx, TestKeeper.connectedTo(server.address()), door, data, listener, clock);
    }

    static Answering granting(TestIssuer issuer, TestClock clock) {
        return asked -> {
            Instant now = clock.instant();
            return Answers.granting(issuer, leaf -> leaf.valid(now, now.plus(Duration.ofDays(90))))
                    .to(asked);
        };
    }

    static BoxState attempt(Keeper keeper) {
        return keeper.attempt().await().atMost(Duration.ofSeconds(20));
    }
}
