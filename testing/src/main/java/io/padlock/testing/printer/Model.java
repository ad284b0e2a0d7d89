package io.padlock.testing.printer;

import java.util.function.Function;

/**
 * Which printer it is.
 *
 * @param firmware the certificate that it makes by itself for a common name: at the factory for its address, later by its form
 * @param httpsPort 443 at a printer
 * @param httpPort 80 at a printer
 */
public record Model(Function<String, Selfsigned> firmware, Manner manner, int httpsPort, int httpPort) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** What shops have. */
    public static Model oldFirmware() {
        return making(Selfsigned::ofOldFirmware);
    }

    public static Model making(Function<String, Selfsigned> firmware) {
        return new Model(firmware, Manner.A_PRINTER, HTTPS, HTTP);
    }

    public Model behaving(Manner newManner) {
        return new Model(firmware, newManner, httpsPort, httpPort);
    }

    /** Where a test may not have a printer's own ports: these take an administrator. */
    public Model at(int newHttpsPort, int newHttpPort) {
        return new Model(firmware, manner, newHttpsPort, newHttpPort);
    }
}
