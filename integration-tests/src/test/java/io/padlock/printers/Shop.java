package io.padlock.printers;

import io.padlock.running.Ports;
import io.padlock.testing.printer.Listener;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import java.io.IOException;
import java.util.Map;

/**
 * Printers at addresses of this machine, and what a box has to be told so that it looks at them: by itself it takes the addresses
 * of shops only. Their ports are not a printer's own, which a web server of this machine may have.
 */
final class Shop {

    private static final int HTTPS = Ports.free();
    private static final int HTTP = Ports.free();

    static final Map<String, String> SETTINGS = Map.of(
            "PADLOCK_BOX_PRINTERS_NETWORKS",
            "127.0.0.0/24",
            "PADLOCK_BOX_PRINTERS_HTTPS_PORT",
            String.valueOf(HTTPS),
            "PADLOCK_BOX_PRINTERS_HTTP_PORT",
            String.valueOf(HTTP));

    private Shop() {}

    static Printer printer(Model model) throws IOException {
        return Printer.start(model.at(HTTPS, HTTP));
    }

    static Listener hanging() throws IOException {
        return Listener.thatHangs(HTTPS);
    }

    static Listener withoutTls() throws IOException {
        return Listener.withoutTls(HTTPS);
    }
}
