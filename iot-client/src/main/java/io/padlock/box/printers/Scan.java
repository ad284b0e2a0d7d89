package io.padlock.box.printers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Looks for ePOS printers, a few addresses at a time. Its threads are there as long as it goes. */
public final class Scan {

    private static final int AT_ONCE = 24;
    /** Somebody in the same network answers in some milliseconds. */
    private static final Duration KNOCKING = Duration.ofMillis(800);

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final ThreadFactory UNIMPORTANT = task -> {
        Thread thread = new Thread(task, "printers-scan");
        thread.setDaemon(true);
        return thread;
    };

    private final Network network;
    private final List<PrinterAddress> all;
    private final Visit.Ports ports;
    private final AtomicInteger looked = new AtomicInteger();
    private final ConcurrentSkipListMap<PrinterAddress, Found> found = new ConcurrentSkipListMap<>();
    private final List<Consumer<Progress>> watchers = new CopyOnWriteArrayList<>();
    private volatile boolean isStopped;
    private volatile boolean isRunning;

    Scan(Network network, List<PrinterAddress> all, Visit.Ports ports) {
        this.network = network;
        this.all = all;
        this.ports = ports;
    }

    /**
     * @param https whether it shows a certificate
     * @param epos whether it answered as a printer, over HTTPS or HTTP
     */
    public record Found(String address, boolean https, boolean epos) {}

    /** How far it is. */
    public record Progress(String network, boolean running, int looked, int all, List<Found> found) {}

    /** Returns at once. */
    public synchronized void start() {
        if (isRunning || looked.get() > 0) {
            return;
        }
        isRunning = true;
        Thread thread = UNIMPORTANT.newThread(this::run);
        thread.start();
    }

    /** Returns when it is over. */
    public void run() {
        isRunning = true;
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, UNIMPORTANT);
        try {
            all.forEach(address -> threads.execute(() -> look(address)));
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isStopped = true;
            isRunning = false;
            threads.shutdownNow();
            tell();
        }
    }

    /** What is being looked at is looked at to its end, which is near. */
    public void stop() {
        isStopped = true;
    }

    public Progress progress() {
        return new Progress(network.toString(), isRunning, looked.get(), all.size(), List.copyOf(found.values()));
    }

    /** @return ends the watching */
    public Runnable watch(Consumer<Progress> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private void look(PrinterAddress address) {
        if (isStopped) {
            return;
        }
        Visit visit = new Visit(address, ports, PATIENCE);
        boolean hasHttps = isOpen(address, ports.https());
        Visit.Seen seen = hasHttps ? visit.overHttps() : null;
        boolean isSecured = seen != null && seen.certificate() != null;
        boolean isEpos = seen != null && seen.epos().answer() == Visit.Answer.YES;
        if (!isEpos && isOpen(address, ports.http())) {
            isEpos = visit.overHttp().answer() == Visit.Answer.YES;
        }
        if (isEpos) {
            found.put(address, new Found(address.ip(), isSecured, true));
        }
        looked.incrementAndGet();
        tell();
    }

    private static boolean isOpen(PrinterAddress address, int port) {
        try {
            Talk.open(address, port, KNOCKING, KNOCKING).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** One after the other, so that nobody hears that fewer were looked at than before. */
    private synchronized void tell() {
        Progress progress = progress();
        watchers.forEach(watcher -> watcher.accept(progress));
    }
}
