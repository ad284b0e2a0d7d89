package io.padlock.provisioning.revocation;

import io.padlock.provisioning.issuance.Issuer;
import io.padlock.provisioning.issuance.RevokedCertificate;
import io.padlock.provisioning.revocation.ListTable.Head;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the newest list of each issuer at hand, and signs the next one when it is due. All replicas do the same and none
 * leads: whoever sees first that a list is due signs it, and an index of the table, under which each list is followed by
 * one, decides between two. So numbers only rise (RFC 5280, section 5.2.3), whoever signs and however often everything is
 * restarted.
 */
final class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    /** A list whose date is ahead of our clock by no more than this was made just now, by a clock a little ahead. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private static final Duration BETWEEN_CORRECTIONS = Duration.ofMinutes(1);

    private final ListTable table;
    private final Map<String, Issuer> issuers;
    private final ListLife life;
    private final Clock clock;
    private final Map<String, PublishedList> newest = new ConcurrentHashMap<>();
    private final Map<String, Long> corrected = new ConcurrentHashMap<>();

    Publisher(ListTable table, List<Issuer> issuers, ListLife life, Clock clock) {
        this.table = table;
        this.issuers = issuers.stream().collect(Collectors.toMap(Issuer::name, Function.identity()));
        this.life = life;
        this.clock = clock;
    }

    Optional<PublishedList> newestOf(Issuer issuer) {
        return Optional.ofNullable(newest.get(issuer.name()));
    }

    /** Once a second, in every replica; never again before the last one ended. */
    Uni<Void> look() {
        return table.heads(List.copyOf(issuers.keySet()))
                .onItem()
                .transformToMulti(heads -> Multi.createFrom().iterable(heads))
                .onItem()
                .transformToUniAndConcatenate(this::publishOrTake)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> publishOrTake(Head head) {
        Issuer issuer = issuers.get(head.issuer());
        Instant now = clock.instant();
        if (isDue(head, now) && isInItsLife(issuer, now)) {
            return publish(issuer, head, now);
        }
        PublishedList known = newest.get(head.issuer());
        return head.number() == 0 || known != null && known.number() == head.number()
                ? Uni.createFrom().voidItem()
                : take(head.issuer());
    }

    /** Not twice in one second: a list's date is what a cache knows it by, and seconds are all that it holds. */
    private boolean isDue(Head head, Instant now) {
        if (head.number() == 0) {
            return true;
        }
        Duration age = Duration.between(head.thisUpdate(), now.truncatedTo(ChronoUnit.SECONDS));
        if (age.compareTo(Duration.ZERO) <= 0 && age.plus(CLOCKS_DIFFER).compareTo(Duration.ZERO) > 0) {
            return false;
        }
        return head.position() > head.covers() || age.compareTo(life.refresh()) >= 0 || wasSignedInTheFuture(head, now);
    }

    /**
     * The clock was ahead by more than replicas differ, and went back: nobody takes such a list before its time. Once a
     * minute at the most, or two replicas whose clocks can't agree would sign in turn for ever.
     */
    private boolean wasSignedInTheFuture(Head head, Instant now) {
        boolean isAhead = isAhead(head, now);
        Long last = corrected.get(head.issuer());
        return isAhead && (last == null || System.nanoTime() - last > BETWEEN_CORRECTIONS.toNanos());
    }

    private boolean isAhead(Head head, Instant now) {
        return head.thisUpdate() != null && head.thisUpdate().isAfter(now.plus(life.refresh()));
    }

    /** What a certificate that ended, or has not begun, signs counts for nobody. Its certificates ended before it. */
    private static boolean isInItsLife(Issuer issuer, Instant now) {
        return !now.isBefore(issuer.certificate().getNotBefore().toInstant())
                && !now.isAfter(issuer.certificate().getNotAfter().toInstant());
    }

    /**
     * The entries are read after the head: they hold at least what the head saw, because revocations are numbered in the
     * order of their commits. A certificate that ended since the last list stands on one more (RFC 5280, section 3.3).
     */
    private Uni<Void> publish(Issuer issuer, Head head, Instant now) {
        Instant since = head.thisUpdate() == null || head.thisUpdate().isAfter(now) ? now : head.thisUpdate();
        return table.entries(head.issuer(), since)
                .chain(entries -> signOnAWorker(issuer, head, now, entries))
                .chain(list -> store(list, head));
    }

    /** The hop to a worker: ten thousand entries take longer to sign and read back than an event loop may be held. */
    private Uni<PublishedList> signOnAWorker(Issuer issuer, Head head, Instant now, List<RevokedCertificate> entries) {
        return Uni.createFrom()
                .item(() -> sign(issuer, head, now, entries))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * The number is the second of its date: a PostgreSQL that was restored, or is another one, may not know the newest lists,
     * and a number that went back would hide from everybody what is revoked from then on.
     */
    private PublishedList sign(Issuer issuer, Head head, Instant now, List<RevokedCertificate> entries) {
        Instant thisUpdate = now.truncatedTo(ChronoUnit.SECONDS);
        if (isAhead(head, now)) {
            corrected.put(head.issuer(), System.nanoTime());
        } else if (head.thisUpdate() != null && !thisUpdate.isAfter(head.thisUpdate())) {
            thisUpdate = head.thisUpdate().plusSeconds(1);
        }
        Instant nextUpdate = thisUpdate.plus(life.life());
        long number = Math.max(head.number() + 1, thisUpdate.getEpochSecond());
        byte[] der = issuer.revocationList(BigInteger.valueOf(number), thisUpdate, nextUpdate, entries);
        return new PublishedList(head.issuer(), number, thisUpdate, nextUpdate, der);
    }

    private Uni<Void> store(PublishedList list, Head head) {
        return table.insert(list, head)
                .chain(stored ->
                        stored ? table.prune(list.issuer()).invoke(() -> published(list)) : take(head.issuer()));
    }

    private void published(PublishedList list) {
        keep(list);
        LOG.infof("Published revocation list %s of %s.", list.number(), list.issuer());
    }

    private Uni<Void> take(String issuer) {
        return table.newest(issuer).onItem().ifNotNull().invoke(this::keep).replaceWithVoid();
    }

    private void keep(PublishedList list) {
        newest.merge(list.issuer(), list, (old, now) -> now.number() > old.number() ? now : old);
    }
}
