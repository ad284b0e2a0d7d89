package io.padlock.box.provisioning;

import io.padlock.box.disk.Disk;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.LoadRequestStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * How long a box waits after a failure: as long as the ladder says, and never shorter than the server said. What the server said
 * is kept over restarts: a box that starts again and again must not ask it each time.
 */
public final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** "Not before", and what is told until then. */
    private record Later(Instant until, LoadRequestStatus status) {}

    private final Path file;
    private final BoxClock clock;

    private int failures;
    private Optional<Later> later;
    /** Of the attempt under way: what the server said, and whether it was not asked because of what it said before. */
    private Optional<LoadRequestStatus> said = Optional.empty();

    private Duration wait = Duration.ZERO;
    private boolean isHeldBack;

    /** @param folder the box's own */
    public Patience(Path folder, Clock clock) {
        this.file = folder.resolve("not-before");
        this.clock = new BoxClock(clock);
        this.later = read();
    }

    synchronized boolean saidLater() {
        return later.filter(one -> clock.isBefore(one.until, RetryLadder.LONGEST_OBEYED))
                .isPresent();
    }

    /** Another connection: what went before says nothing about it. */
    synchronized void startAnew() {
        failures = 0;
        keep(Optional.empty());
    }

    /** @return what is told instead of asking a server that said "later" */
    synchronized Optional<Status> heldBackBy(String server) {
        if (saidLater() && !later.get().status.server().equals(server)) {
            keep(Optional.empty());
        }
        isHeldBack = saidLater();
        return isHeldBack ? Optional.of(later.get().status) : Optional.empty();
    }

    synchronized void hears(LoadRequestStatus status, Duration retryAfter) {
        said = Optional.of(status);
        wait = RetryLadder.obeyed(retryAfter);
    }

    synchronized void succeeded() {
        failures = 0;
        over();
    }

    /**
     * @param counts otherwise a person asked, before its time, and that does not lengthen the box's own waits
     * @return when the next attempt is to be
     */
    synchronized Instant failed(boolean counts) {
        if (!isHeldBack && (counts || failures == 0)) {
            failures++;
        }
        Instant now = clock.now();
        if (!saidLater()) {
            keep(said.filter(status -> !wait.isZero()).map(status -> new Later(now.plus(wait), status)));
        }
        // What held it back may be past by now, or forgotten because of another connection.
        Instant next = isHeldBack ? later.map(Later::until).orElse(now) : now.plus(afterFailure());
        over();
        return next;
    }

    private Duration afterFailure() {
        // Then nobody was asked. Where somebody was, it is not to be every minute.
        return clock.wrong().isPresent() ? BoxClock.LOOK_AGAIN : RetryLadder.after(failures, wait, RANDOM);
    }

    private void over() {
        said = Optional.empty();
        wait = Duration.ZERO;
        isHeldBack = false;
    }

    private void keep(Optional<Later> next) {
        if (later.isEmpty() && next.isEmpty()) {
            return;
        }
        later = next;
        try {
            if (next.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Disk.createFolder(file.toAbsolutePath().getParent());
            LoadRequestStatus status = next.get().status;
            Disk.replace(file, next.get().until + "\n" + status.http() + "\n" + status.server() + "\n");
        } catch (IOException e) {
            LOG.warnf("When the server may be asked again can't be kept over a restart: %s", e);
        }
    }

    /** What can't be read holds nobody back. */
    private Optional<Later> read() {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new Later(
                    Instant.parse(lines.get(0)),
                    new LoadRequestStatus(lines.get(2), Integer.parseInt(lines.get(1)), List.of(), "")));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        } catch (IOException | DateTimeParseException | NumberFormatException | IndexOutOfBoundsException e) {
            LOG.warnf("When the server may be asked again can't be read, so it may be: %s", e);
            return Optional.empty();
        }
    }
}
