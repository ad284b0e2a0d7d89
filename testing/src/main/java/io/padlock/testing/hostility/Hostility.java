package io.padlock.testing.hostility;

import io.padlock.testing.hostility.Deck.Card;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Makes many attacks at once, has each judged, and counts them. */
public final class Hostility {

    /** A server that answers so much wrongly has been heard of enough. */
    private static final int ENOUGH_FAULTS = 200;

    private static final int FAST_ONES = 24;
    private static final int SLOW_ONES = 64;

    /** Requests that begin and end as any others do can hardly bring a connection out of step: of them one in so many. */
    private static final int PROBED = 8;

    private final Deck deck;
    private final Prey prey;
    private final Judge judge;
    private final long seed;
    private final Map<Card, LongAdder> made = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, LongAdder>> statuses = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    public Hostility(Deck deck, Prey prey, Judge judge, long seed) {
        this.deck = deck;
        this.prey = prey;
        this.judge = judge;
        this.seed = seed;
    }

    /** The cases from a number on, up to another one, which is not among them. */
    public void run(long from, long to) throws InterruptedException {
        ExecutorService all = Executors.newFixedThreadPool(FAST_ONES + SLOW_ONES);
        try {
            List<Future<?>> ends = new ArrayList<>();
            AtomicLong fast = new AtomicLong(from);
            AtomicLong slow = new AtomicLong(from);
            for (int i = 0; i < FAST_ONES + SLOW_ONES; i++) {
                boolean isSlow = i >= FAST_ONES;
                ends.add(all.submit(() -> {
                    work(isSlow ? slow : fast, to, kind -> kind.isSlow() == isSlow);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("The attacks broke off.", e.getCause());
        } finally {
            all.shutdownNow();
        }
    }

    private void work(AtomicLong next, long to, Predicate<Kind> mine) throws IOException {
        try (Sender sender = new Sender()) {
            for (long number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                if (mine.test(deck.card(number).kind()) && faults.size() < ENOUGH_FAULTS) {
                    make(number, sender);
                }
            }
        }
    }

    private void make(long number, Sender sender) throws IOException {
        Attack attack = deck.attack(seed, number, prey);
        Optional<Attack> before = sender.before(attack);
        Outcome outcome = sender.make(attack);
        count(deck.card(number), outcome);
        List<String> wrong = new ArrayList<>(judge.faults(attack, outcome));
        String outOfStep = !attack.script().plain || number % PROBED == 0 ? sender.probe(attack) : null;
        if (outOfStep != null) {
            wrong.add(outOfStep);
        }
        if (!wrong.isEmpty()) {
            String line = outOfStep == null ? CurlLine.of(attack) : CurlLine.withProbe(attack);
            String behind = before.map(one -> "\n  on the connection of " + one + "\n  " + CurlLine.of(one))
                    .orElse("");
            faults.add(attack + ": " + String.join("; ", wrong) + "\n  " + outcome + "\n  " + line + behind);
        }
    }

    private void count(Card card, Outcome outcome) {
        made.computeIfAbsent(card, any -> new LongAdder()).increment();
        outcome.answers()
                .forEach(answer -> statuses.computeIfAbsent(
                                card.operation().toString(), any -> new ConcurrentHashMap<>())
                        .computeIfAbsent(answer.status(), any -> new LongAdder())
                        .increment());
    }

    /** What was wrong, each with the line that does it again. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    public Map<Card, Long> made() {
        Map<Card, Long> counts = new ConcurrentHashMap<>();
        made.forEach((card, count) -> counts.put(card, count.sum()));
        return counts;
    }

    public Map<String, Long> madeByKind() {
        Map<String, Long> counts = new TreeMap<>();
        made.forEach((card, count) -> counts.merge(card.kind().name(), count.sum(), Long::sum));
        return counts;
    }

    /** How often which status came, of each operation. */
    public Map<String, Map<Integer, Long>> statuses() {
        Map<String, Map<Integer, Long>> counts = new TreeMap<>();
        statuses.forEach((operation, ofIt) -> ofIt.forEach((status, count) ->
                counts.computeIfAbsent(operation, any -> new TreeMap<>()).put(status, count.sum())));
        return counts;
    }
}
