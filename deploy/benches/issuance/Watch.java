package issuance;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads the CPU that was used at two moments, on a thread of its own beside the load. */
final class Watch {

    private final CompletableFuture<Cpu> spent = new CompletableFuture<>();

    private Watch() {}

    static Watch start(Callable<Cpu> cpu, long from, long to) {
        Watch watch = new Watch();
        Thread thread = new Thread(() -> watch.run(cpu, from, to), "watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void run(Callable<Cpu> cpu, long from, long to) {
        try {
            sleepUntil(from);
            Cpu before = cpu.call();
            sleepUntil(to);
            spent.complete(cpu.call().since(before));
        } catch (Exception e) {
            spent.completeExceptionally(e);
        }
    }

    private static void sleepUntil(long moment) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(moment - System.nanoTime());
    }

    Cpu spent() throws Exception {
        return spent.get();
    }
}
