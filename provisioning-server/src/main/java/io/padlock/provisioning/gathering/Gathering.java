package io.padlock.provisioning.gathering;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks PostgreSQL for many at once. Nobody waits for others to come: when nothing is under way a question is sent at the
 * end of this turn of the event loop; what comes meanwhile goes together as soon as the answer is there. So a quiet server
 * answers at once, and a busy one pays for one round trip and one commit what it would otherwise pay for each.
 *
 * <p>May be asked on any thread; answers on the event loop that sent the statement.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Gathering<Q, A> {

    /** Enough to make round trips cheap; more would only make everybody in it wait for the last one. */
    private static final int MOST_AT_ONCE = 128;

    /** One statement for all; answers in the order of the questions, never fewer. */
    public interface Statement<Q, A> {
        Uni<List<A>> run(List<Q> questions);
    }

    private record Asked<Q, A>(Q question, UniEmitter<? super A> asker) {}

    private final Loops loops;
    private final List<Line> lines;
    private final Statement<Q, A> statement;
    private final AtomicInteger waiting = new AtomicInteger();

    public Gathering(Loops loops, Statement<Q, A> statement) {
        this.loops = loops;
        this.statement = statement;
        this.lines = loops.contexts().stream().map(Line::new).toList();
    }

    public Uni<A> ask(Q question) {
        return Uni.createFrom().emitter(asker -> lines.get(loops.choose()).add(new Asked<>(question, asker)));
    }

    /** How many have no answer yet. */
    public int waiting() {
        return waiting.get();
    }

    /**
     * One statement under way at a time.
     *
     * <pre>
     * idle --add--> busy (send) --answer, nothing queued--> idle
     *                 ^                |
     *                 +--answer, more--+
     * </pre>
     */
    private final class Line {

        private final Context context;
        private final Queue<Asked<Q, A>> queue = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean busy = new AtomicBoolean();

        Line(Context context) {
            this.context = context;
        }

        void add(Asked<Q, A> asked) {
            waiting.incrementAndGet();
            queue.add(asked);
            sendIfIdle();
        }

        private void sendIfIdle() {
            if (busy.compareAndSet(false, true)) {
                // Not now, but after what else this turn of the loop brings: it belongs into the same statement.
                context.runOnContext(nothing -> send());
            }
        }

        private void send() {
            List<Asked<Q, A>> together = take();
            if (together.isEmpty()) {
                busy.set(false);
                // Somebody may have come between the last look and the line above.
                if (!queue.isEmpty()) {
                    sendIfIdle();
                }
                return;
            }
            run(together)
                    .subscribe()
                    .with(answers -> answered(together, answers), failure -> failed(together, failure));
        }

        private List<Asked<Q, A>> take() {
            List<Asked<Q, A>> together = new ArrayList<>();
            for (Asked<Q, A> asked; together.size() < MOST_AT_ONCE && (asked = queue.poll()) != null; ) {
                together.add(asked);
            }
            return together;
        }

        private Uni<List<A>> run(List<Asked<Q, A>> together) {
            return Uni.createFrom()
                    .deferred(() ->
                            statement.run(together.stream().map(Asked::question).toList()));
        }

        private void answered(List<Asked<Q, A>> together, List<A> answers) {
            // What is queued goes out before the askers of these go on: PostgreSQL works while they do.
            send();
            waiting.addAndGet(-together.size());
            for (int i = 0; i < together.size(); i++) {
                together.get(i).asker().complete(answers.get(i));
            }
        }

        /** One that PostgreSQL refuses must not take the others along: each is asked again by itself. */
        private void failed(List<Asked<Q, A>> together, Throwable failure) {
            if (together.size() > 1 && failure instanceof PgException refused && isAboutOneRow(refused)) {
                together.forEach(asked -> run(List.of(asked))
                        .subscribe()
                        .with(answers -> answer(asked, answers.get(0)), alone -> fail(asked, alone)));
            } else {
                together.forEach(asked -> fail(asked, failure));
            }
            // Whoever tells a failure may do so from any thread.
            context.runOnContext(nothing -> send());
        }

        private void answer(Asked<Q, A> asked, A answer) {
            waiting.decrementAndGet();
            asked.asker().complete(answer);
        }

        private void fail(Asked<Q, A> asked, Throwable failure) {
            waiting.decrementAndGet();
            asked.asker().fail(failure);
        }
    }

    /** Data exceptions, violated constraints, a trigger's refusal (PostgreSQL manual, appendix A). */
    public static boolean isAboutOneRow(PgException refused) {
        String state = refused.getSqlState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("P0"));
    }
}
