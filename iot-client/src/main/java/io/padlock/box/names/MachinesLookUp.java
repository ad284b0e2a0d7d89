package io.padlock.box.names;

import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * As any program of the machine finds a name: by its hosts file, its DNS servers, a cache. Where several servers are silent
 * that takes minutes, and can't be broken off; whoever looks up here goes on without it.
 */
public final class MachinesLookUp {

    /** As long as two silent servers before one that answers keep a program waiting (resolv.conf(5), timeout). */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What stands in a hosts file is there at once, whatever the DNS servers do. */
    public static final Duration PATIENCE_WITH_SILENCE = Duration.ofSeconds(2);

    private MachinesLookUp() {}

    /** @throws SocketTimeoutException when nobody said yes or no in time */
    public static InetAddress[] of(String name, Duration patience) throws UnknownHostException, SocketTimeoutException {
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> InetAddress.getAllByName(name));
        Thread thread = new Thread(lookUp, "look-up");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookUp.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new SocketTimeoutException(name);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
