package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.certificate.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a box does, said once more and in another way: it foresees how an attempt goes from what is on the disk, what the server
 * is like, and what was before. It looks at the disk with Java's own tools ({@link OnTheDisk}).
 */
final class ModelOfABox {

    /** What the server is like, and what a box that has nothing good of its own says of it. */
    enum Weather {
        GRANTS("OK"),
        GRANTS_FOR_ANOTHER_KEY("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
        GRANTS_OTHER_NAMES("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
        GRANTS_WHAT_HAS_ENDED("ERR_IOT_HTTPS_CLOCK_WRONG"),
        REFUSES("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT"),
        REFUSES_THE_KEY("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT"),
        IS_DOWN("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503"),
        SAYS_LATER("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 429"),
        IS_A_HOTEL("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
        HANGS_UP("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");

        private final String code;

        Weather(String code) {
            this.code = code;
        }
    }

    enum Asking {
        THE_SCHEDULE,
        SOMEBODY_OPENS_THE_PAGE,
        SOMEBODY_WANTS_ANOTHER,
        /** To another database than before, each time. */
        SOMEBODY_CONNECTS_IT
    }

    /**
     * @param outcome the code of the attempt
     * @param status the code of the box
     * @param serial in service afterwards; null for none, or for one that nobody can foresee
     * @param next not before and not after
     */
    record Foreseen(
            boolean isNothing,
            boolean isAsked,
            String outcome,
            String status,
            String serial,
            boolean isAnother,
            boolean isHealed,
            boolean isHeldBack,
            Between next) {}

    record Between(Instant earliest, Instant latest) {}

    private enum Healing {
        NONE,
        FOUND,
        BY_THE_ONE_BEFORE,
        BY_ANOTHER
    }

    /** What is good, and what is said beside a failure when something was not. */
    private record Look(Good pair, boolean isFromTheDisk, String blame, Healing healing) {}

    private record Good(String serial, Instant notBefore, Instant notAfter, Instant renewAt, String database) {

        boolean isNearItsEndAt(Instant now) {
            return now.isAfter(
                    notAfter.minus(Duration.between(notBefore, notAfter).dividedBy(9)));
        }
    }

    static final Duration SERVER_SAID = Duration.ofSeconds(5000);
    private static final Duration LIFE = Duration.ofDays(90);
    static final Instant SOFTWARE = Instant.parse("2026-11-01T00:00:00Z");
    private static final Foreseen NOTHING = new Foreseen(true, false, "", "", null, false, false, false, null);

    private final Path data;
    private Good held;
    private String database;
    private boolean isWell;
    private boolean takesKeys = true;
    private int failures;
    private Instant lastEnd = Instant.EPOCH;
    private Instant notBefore = Instant.MIN;
    private final Set<Path> spoilt = new HashSet<>();
    private boolean isLinkLost;

    ModelOfABox(Path data) {
        this.data = data;
    }

    /** @param connectedTo the UUID of the database by now */
    Foreseen foresee(Asking asking, Weather weather, boolean isPortFree, String connectedTo, Instant now)
            throws IOException {
        database = connectedTo;
        if (isLeftAlone(asking, now)) {
            return NOTHING;
        }
        if (asking == Asking.SOMEBODY_CONNECTS_IT) {
            failures = 0;
            notBefore = Instant.MIN;
        }
        Look look = look(now);
        boolean isNotServed = look.isFromTheDisk && !isPortFree;
        Good before = isNotServed ? null : look.pair;
        boolean isWanted = asking == Asking.SOMEBODY_WANTS_ANOTHER || asking == Asking.SOMEBODY_CONNECTS_IT;
        boolean isDue = !isNotServed
                && (before == null
                        || isWanted
                        || now.isBefore(SOFTWARE)
                        || !now.isBefore(before.renewAt)
                        || !(before.database.isEmpty() || before.database.equals(database)));
        boolean isHeldBack = isDue && !now.isBefore(SOFTWARE) && isStillBefore(notBefore, Duration.ofDays(1), now);
        boolean canAsk = isDue && !now.isBefore(SOFTWARE) && !isHeldBack && takesKeys;
        String came = isNotServed
                ? "ERR_IOT_HTTPS_CERT_NOT_SERVED"
                : isHeldBack ? Weather.SAYS_LATER.code : isDue ? asked(weather, isPortFree, now) : "OK";
        String outcome = came.equals("OK") || isNotServed || look.blame.isEmpty() ? came : look.blame;
        boolean isAnother = canAsk && came.equals("OK");
        boolean isHealed = switch (look.healing) {
            case NONE -> false;
            case FOUND, BY_THE_ONE_BEFORE -> !isNotServed;
            case BY_ANOTHER -> isAnother;
        };
        return new Foreseen(
                false,
                canAsk,
                outcome,
                status(outcome, before, now),
                before == null || isAnother ? null : before.serial,
                isAnother,
                isHealed,
                isHeldBack,
                next(asking, outcome, before, isAnother, isHeldBack, canAsk && weather == Weather.SAYS_LATER, now));
    }

    private boolean isLeftAlone(Asking asking, Instant now) {
        boolean saidLater = isStillBefore(notBefore, Duration.ofDays(1), now);
        boolean isTooSoon = isStillBefore(lastEnd.plusSeconds(10), Duration.ofSeconds(10), now);
        return switch (asking) {
            case SOMEBODY_OPENS_THE_PAGE -> isWell || isTooSoon || saidLater;
            case SOMEBODY_WANTS_ANOTHER -> saidLater;
            default -> false;
        };
    }

    /** A moment that no wait could have is a clock's that was ahead. */
    private static boolean isStillBefore(Instant moment, Duration longest, Instant now) {
        return now.isBefore(moment) && moment.isBefore(now.plus(longest).plus(Duration.ofMinutes(5)));
    }

    private Look look(Instant now) throws IOException {
        boolean isClockWrong = now.isBefore(SOFTWARE);
        if (held != null && (isClockWrong || !now.isBefore(held.notBefore) && !now.isAfter(held.notAfter))) {
            return new Look(held, false, "", Healing.NONE);
        }
        OnTheDisk current = OnTheDisk.at(data.resolve("current"));
        if (current.isWhole()) {
            boolean hasEnded = !now.isBefore(current.notAfter());
            return isClockWrong || current.isGoodAt(now)
                    ? new Look(good(current), true, "", Healing.NONE)
                    : new Look(null, false, hasEnded ? "ERR_IOT_HTTPS_CERT_EXPIRED" : "", Healing.NONE);
        }
        String blame = switch (current.state()) {
            case MISSING -> "";
            case UNREADABLE -> "ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION";
            default -> "ERR_IOT_HTTPS_CERT_DAMAGED";
        };
        Optional<OnTheDisk> before = pairs().stream()
                .map(OnTheDisk::at)
                .filter(pair -> pair.isWhole() && pair.isGoodAt(now))
                .max(Comparator.comparing(OnTheDisk::notBefore));
        if (before.isEmpty()) {
            return new Look(null, false, blame, blame.isEmpty() ? Healing.NONE : Healing.BY_ANOTHER);
        }
        Good kept = good(before.get());
        return blame.isEmpty()
                ? new Look(kept, true, "", Healing.FOUND)
                : new Look(dueAt(now, kept), true, blame, Healing.BY_THE_ONE_BEFORE);
    }

    /** Until there is another. */
    private static Good dueAt(Instant now, Good pair) {
        return new Good(pair.serial, pair.notBefore, pair.notAfter, now, pair.database);
    }

    private static Good good(OnTheDisk pair) {
        return new Good(pair.serial(), pair.notBefore(), pair.notAfter(), pair.renewAt(), pair.database());
    }

    private String asked(Weather weather, boolean isPortFree, Instant now) {
        if (now.isBefore(SOFTWARE)) {
            return "ERR_IOT_HTTPS_CLOCK_WRONG";
        }
        if (!takesKeys) {
            return "ERR_IOT_HTTPS_CERT_NOT_STORED";
        }
        return weather == Weather.GRANTS && !isPortFree ? "ERR_IOT_HTTPS_CERT_NOT_SERVED" : weather.code;
    }

    private static String status(String outcome, Good before, Instant now) {
        if (outcome.equals("OK") || before == null || now.isBefore(SOFTWARE)) {
            return outcome;
        }
        return before.isNearItsEndAt(now) ? "ERR_IOT_HTTPS_CERT_EXPIRING" : "OK";
    }

    private Between next(
            Asking asking,
            String outcome,
            Good before,
            boolean isAnother,
            boolean isHeldBack,
            boolean isToldToWait,
            Instant now) {
        if (isAnother) {
            // In the first half of the last third of its life.
            Instant end = now.plus(LIFE);
            return new Between(end.minus(LIFE.dividedBy(3)).minusSeconds(1), end.minus(LIFE.dividedBy(6)));
        }
        if (outcome.equals("OK")) {
            return new Between(before.renewAt, before.renewAt);
        }
        int steps = asking == Asking.THE_SCHEDULE || failures == 0 ? failures + 1 : failures;
        Duration step = Duration.ofMinutes(Math.min(240, 1L << Math.min(20, steps - 1)));
        Duration least = step.multipliedBy(9).dividedBy(10);
        Duration most = step.multipliedBy(11).dividedBy(10);
        if (now.isBefore(SOFTWARE)) {
            least = Duration.ofMinutes(1);
            most = least;
        }
        Duration told = isToldToWait ? SERVER_SAID : Duration.ZERO;
        Instant latest = now.plus(longer(most, told));
        Instant earliest = now.plus(longer(least, told));
        if (isHeldBack) {
            earliest = notBefore;
            latest = notBefore;
        }
        Instant afterTheEnd = before == null ? Instant.MAX : before.notAfter.plusSeconds(1);
        return new Between(earlier(earliest, afterTheEnd), earlier(latest, afterTheEnd));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What is remembered of a step that went as foreseen. */
    void wentOn(Asking asking, Weather weather, Foreseen foreseen, BoxState state, Instant now) throws IOException {
        held = state.pair()
                .map(pair -> new Good(
                        pair.serial(),
                        pair.notBefore(),
                        pair.notAfter(),
                        pair.renewAt(),
                        pair.database().orElse("")))
                .orElse(null);
        isWell = state.status().ok();
        lastEnd = now;
        if (foreseen.outcome.equals("OK")) {
            failures = 0;
        } else {
            failures += !foreseen.isHeldBack && (asking == Asking.THE_SCHEDULE || failures == 0) ? 1 : 0;
            if (!isStillBefore(notBefore, Duration.ofDays(1), now)) {
                notBefore = foreseen.isAsked && weather == Weather.SAYS_LATER ? now.plus(SERVER_SAID) : Instant.MIN;
            }
        }
        boolean isPutBack = Files.exists(data.resolve("current"), LinkOption.NOFOLLOW_LINKS);
        isLinkLost &= !isPutBack;
        spoilt.removeIf(Files::notExists);
    }

    /** On the disk too: each pair that this test left alone is whole, and what is in service counts there. */
    void mustKeepWhatItSays(String inService) throws IOException {
        for (Path pair : pairs()) {
            assertThat(OnTheDisk.at(pair).isWhole() || spoilt.contains(pair))
                    .as("%s is whole", pair)
                    .isTrue();
        }
        Path current = data.resolve("current");
        boolean isLeftAlone = !isLinkLost && Files.exists(current) && !spoilt.contains(current.toRealPath());
        if (inService != null && isLeftAlone) {
            assertThat(OnTheDisk.at(current).serial())
                    .as("what is in service counts on the disk")
                    .isEqualTo(inService);
        }
    }

    /** What the server said is kept, and nothing else. */
    void restarted() {
        held = null;
        isWell = false;
        failures = 0;
        lastEnd = Instant.EPOCH;
    }

    /** Of a pair on the disk, mostly of that which counts: what a bad card and bad hands leave. */
    String damage(Random random) throws IOException {
        List<Path> pairs = new ArrayList<>(pairs());
        Path current = data.resolve("current");
        if (Files.exists(current) && random.nextInt(4) > 0) {
            pairs = List.of(current.toRealPath());
        }
        if (pairs.isEmpty()) {
            return "nothing to damage";
        }
        Path pair = pairs.get(random.nextInt(pairs.size())).toRealPath();
        Path key = pair.resolve("key.pem");
        Path chain = pair.resolve("chain.pem");
        spoilt.add(pair);
        return switch (random.nextInt(8)) {
            case 0 -> written(key, "");
            case 1 -> written(key, "rubbish");
            case 2 -> written(key, OnTheDisk.pem(TestIssuer.ec().getPrivate()));
            case 3 -> written(chain, "");
            case 4 -> written(chain, "rubbish");
            case 5 -> {
                Files.deleteIfExists(chain);
                yield chain + " was deleted";
            }
            case 6 -> written(pair.resolve("renew-at"), "rubbish");
            default -> {
                Files.deleteIfExists(pair.resolve("renew-at"));
                yield pair + "/renew-at was deleted";
            }
        };
    }

    private static String written(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return file + " says \"" + text.lines().findFirst().orElse("") + "\"";
    }

    String loseTheLink() throws IOException {
        isLinkLost = true;
        return Files.deleteIfExists(data.resolve("current")) ? "the link was lost" : "nothing";
    }

    /** A folder stands where the key would be written, and can be neither read nor replaced as a file. */
    String diskTakesKeysOrNot(Random random) throws IOException {
        Path key = data.resolve("key.pending");
        if (!takesKeys) {
            takesKeys = true;
            Files.delete(key.resolve("something"));
            Files.delete(key);
            return "the disk takes keys";
        }
        takesKeys = random.nextInt(3) > 0;
        if (takesKeys) {
            return "nothing";
        }
        Files.deleteIfExists(key);
        Files.createDirectories(key);
        Files.createFile(key.resolve("something"));
        return "the disk takes no key";
    }

    private List<Path> pairs() throws IOException {
        Path pairs = data.resolve("pairs");
        if (!Files.isDirectory(pairs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(pairs)) {
            return all.toList();
        }
    }
}
