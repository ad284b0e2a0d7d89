package io.padlock.provisioning;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** So many can be under way at once, and never one more. */
public final class Seats {

    private final int all;
    private final AtomicInteger taken = new AtomicInteger();

    public Seats(int all) {
        this.all = all;
    }

    /** A seat is free again when the work has ended, not when its caller stopped waiting. */
    public <T> Uni<T> take(Supplier<Uni<? extends T>> work, Supplier<Refusal> whenThereIsNone) {
        return Uni.createFrom().deferred(() -> {
            if (taken.getAndUpdate(now -> Math.min(now + 1, all)) >= all) {
                return Uni.createFrom().failure(new Refused(whenThereIsNone.get()));
            }
            return Uni.createFrom().<T>deferred(work::get).onTermination().invoke(taken::decrementAndGet);
        });
    }

    public int taken() {
        return taken.get();
    }
}
