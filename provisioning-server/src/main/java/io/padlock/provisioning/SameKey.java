package io.padlock.provisioning;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Who asks for the same key at the same time. What one of them has made is kept until the last of them has gone: one that
 * looked up how things stand before it was made, and comes after it was, would otherwise have it made a second time.
 *
 * @param <K> database and key
 * @param <V> what is made
 */
final class SameKey<K, V> {

    private final Map<K, WhoAsksNow<V>> asking = new ConcurrentHashMap<>();

    Uni<V> whileAsking(K key, Function<WhoAsksNow<V>, Uni<V>> work) {
        return Uni.createFrom().deferred(() -> {
            WhoAsksNow<V> whoAsksNow =
                    asking.compute(key, (same, others) -> others == null ? new WhoAsksNow<>() : others.joined());
            return work.apply(whoAsksNow)
                    .onTermination()
                    .invoke(() -> asking.computeIfPresent(key, (same, others) -> others.leftByOne()));
        });
    }

    boolean nobodyAsks() {
        return asking.isEmpty();
    }

    static final class WhoAsksNow<V> {

        /** Changed while the map holds the key. */
        private int number = 1;

        private int generation;
        private Uni<V> made;

        private WhoAsksNow<V> joined() {
            number++;
            return this;
        }

        private WhoAsksNow<V> leftByOne() {
            number--;
            return number == 0 ? null : this;
        }

        /**
         * What came of it is kept for all; a failure, or null, is told to those who wait for it and then forgotten.
         *
         * @param again what everybody gets but the one for whom it was made
         */
        synchronized Uni<V> once(int generation, Supplier<Uni<? extends V>> work, UnaryOperator<V> again) {
            if (made != null && this.generation == generation) {
                return made.map(value -> value == null ? null : again.apply(value));
            }
            this.generation = generation;
            // Before it is shared: whoever asked for it may have gone when it comes to nothing.
            made = Uni.createFrom()
                    .<V>deferred(work)
                    .onItemOrFailure()
                    .invoke((value, failure) -> forgetNothing(generation, value))
                    .memoize()
                    .indefinitely();
            return made;
        }

        private synchronized void forgetNothing(int generation, V value) {
            if (value == null && this.generation == generation) {
                made = null;
            }
        }
    }
}
