package io.padlock.box.provisioning;

import io.padlock.box.certificate.PairStore;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Settings;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** A keeper as the box has it, on a folder, a listener and a clock of the test's. */
final class TestKeeper {

    private TestKeeper() {}

    /** @param door how the server is asked */
    static Keeper of(
            Vertx vertx,
            Settings settings,
            Function<Courier, ServerDoor> door,
            Path data,
            RecordingListener listener,
            Clock clock) {
        return of(settings, door.apply(courier(vertx, settings)), data, listener, clock);
    }

    static Keeper of(Settings settings, ServerDoor door, Path data, RecordingListener listener, Clock clock) {
        PairStore store = new PairStore(data);
        return new Keeper(
                new Credentials(settings, data),
                settings,
                door,
                store,
                new Installer(store, listener),
                new Patience(data, clock),
                clock);
    }

    /** It reads all roots of this machine, which takes longer than most of what tests do with it. */
    static Courier courier(Vertx vertx, Settings settings) {
        return new Courier(vertx, new Roots(settings), Proxy.of(Optional.empty(), Optional.empty()));
    }

    /** Of a box that is connected to a database. */
    static Settings connectedTo(String server) {
        return new Settings(
                Optional.of(server), Optional.of("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11"), Optional.of("M230701"));
    }
}
