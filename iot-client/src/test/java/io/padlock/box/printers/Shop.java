package io.padlock.box.printers;

import io.padlock.box.TestClock;
import io.padlock.box.provisioning.BoxClock;
import io.padlock.testing.printer.Printer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A box's printers, on this machine. */
public final class Shop {

    /** As long as a machine needs that does other things, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Shop() {}

    static Printers with(Path data, Printer printer) {
        return with(data, printer.httpsPort(), printer.httpPort(), PATIENCE);
    }

    public static Printers with(Path data, int https, int http, Duration patience) {
        return new Printers(data, config(https, http), Clock.systemUTC(), Optional::empty, patience);
    }

    static Printers at(TestClock clock, Path data, Printer printer) {
        return new Printers(
                data, config(printer.httpsPort(), printer.httpPort()), clock, new BoxClock(clock)::wrong, PATIENCE);
    }

    private static PrintersConfig config(int https, int http) {
        return new PrintersConfig() {
            @Override
            public Optional<List<String>> networks() {
                return Optional.of(List.of("127.0.0.0/8"));
            }

            @Override
            public int httpsPort() {
                return https;
            }

            @Override
            public int httpPort() {
                return http;
            }
        };
    }
}
