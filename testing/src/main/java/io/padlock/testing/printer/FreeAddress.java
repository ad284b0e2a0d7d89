package io.padlock.testing.printer;

import java.io.IOException;
import java.net.BindException;

/** An address of this machine, in the network 127.0.0.0/24, at whose ports nobody listens yet. */
final class FreeAddress {

    private static final int LOWEST = 2;
    private static final int COUNT = 249;

    private FreeAddress() {}

    /** Listens there, or says that somebody does. */
    interface Opening<T> {
        T at(String address) throws IOException;
    }

    /** Tests run in several processes at once: each begins somewhere else. */
    static <T> T find(Opening<T> opening) throws IOException {
        int first = (int) (ProcessHandle.current().pid() % COUNT);
        BindException last = null;
        for (int i = 0; i < COUNT; i++) {
            try {
                return opening.at("127.0.0." + (LOWEST + (first + i) % COUNT));
            } catch (BindException somebodyHasIt) {
                last = somebodyHasIt;
            }
        }
        throw new IOException("Nobody may listen at any address of 127.0.0.0/24. Ports below 1024 take root.", last);
    }
}
