package io.padlock.provisioning;

import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.eligibility.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Why there is no certificate. The doors tell it in their own shapes; the words are the same everywhere. */
public sealed interface Refusal {

    /** For programs; one of those that the contract lists. */
    String code();

    String title();

    /** As HTTP counts. */
    int status();

    /** All that stands against the request, never empty. */
    List<Reason> reasons();

    /** All that stands against it in one text. */
    default String explanation() {
        return reasons().stream().map(Reason::explanation).collect(Collectors.joining(" "));
    }

    /** Whether the same request can succeed later with nothing changed. */
    default boolean retryable() {
        return false;
    }

    /** Whether nothing was decided: a storm of these says no more than one of them. */
    default boolean putsOff() {
        return false;
    }

    /** When to come back, where that is known. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** One answer for an unknown UUID and a wrong code, so that nobody finds out which databases exist. */
    record UnknownDatabaseOrContract() implements Refusal {
        @Override
        public String code() {
            return "UNKNOWN_DATABASE_OR_CONTRACT";
        }

        @Override
        public String title() {
            return "Database or contract not known";
        }

        @Override
        public int status() {
            return 404;
        }

        @Override
        public List<Reason> reasons() {
            return List.of(new Reason(
                    code(),
                    "No database with this UUID and this contract code is known here.",
                    "Compare both with the database's own (Settings, IoT, or the box's Credential page), then ask your"
                            + " Odoo partner whether the database is registered."));
        }
    }

    /** Told only to who knows the contract code. */
    record NotEligible(Verdict verdict) implements Refusal {
        @Override
        public String code() {
            return "NOT_ELIGIBLE";
        }

        @Override
        public String title() {
            return "This database may not have an HTTPS certificate now";
        }

        @Override
        public int status() {
            return 403;
        }

        @Override
        public List<Reason> reasons() {
            return verdict.reasons();
        }
    }

    /** Something in the request can't be used, or what it names is not there: the sender has to change it. */
    record Unusable(int status, String title, Reason reason) implements Refusal {
        @Override
        public String code() {
            return reason.code();
        }

        @Override
        public List<Reason> reasons() {
            return List.of(reason);
        }
    }

    /** Many things in one request can't be used; each reason says where it stands. */
    record Several(int status, String code, String title, String explanation, List<Reason> reasons) implements Refusal {

        public Several {
            reasons = List.copyOf(reasons);
        }
    }

    /** Facts that can't be read are neither a yes nor a no. */
    record TryLater(String explanation) implements Refusal {
        @Override
        public String code() {
            return "TRY_LATER";
        }

        @Override
        public String title() {
            return "The server can't decide now";
        }

        @Override
        public int status() {
            return 503;
        }

        @Override
        public List<Reason> reasons() {
            return List.of(new Reason(code(), explanation, "Try again in a moment. A box does so by itself."));
        }

        @Override
        public boolean retryable() {
            return true;
        }

        @Override
        public boolean putsOff() {
            return true;
        }

        /** Spread, so that boxes that were turned away together don't come back together. */
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(ThreadLocalRandom.current().nextInt(5, 31)));
        }
    }

    /** The answer that would tell whether it was done did not come. */
    record NotConfirmed(String explanation) implements Refusal {
        @Override
        public String code() {
            return "NOT_CONFIRMED";
        }

        @Override
        public String title() {
            return "It is not known whether this was done";
        }

        @Override
        public int status() {
            return 503;
        }

        @Override
        public List<Reason> reasons() {
            return List.of(
                    new Reason(code(), explanation, "Send the same again: what was done already stays as it is."));
        }

        @Override
        public boolean retryable() {
            return true;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return new TryLater(explanation).retryAfter();
        }
    }

    /** More is waiting than can be answered in time: turning some away at once keeps the others' answers coming. */
    record Overloaded() implements Refusal {
        @Override
        public String code() {
            return "OVERLOADED";
        }

        @Override
        public String title() {
            return "The server has too much to do now";
        }

        @Override
        public int status() {
            return 503;
        }

        @Override
        public List<Reason> reasons() {
            return List.of(new Reason(
                    code(),
                    "More requests are waiting than the server can answer in time.",
                    "Nothing to do on the box: it asks again by itself."));
        }

        @Override
        public boolean retryable() {
            return true;
        }

        @Override
        public boolean putsOff() {
            return true;
        }

        /** Over a longer time than {@link TryLater}: a storm that comes back at once is the same storm. */
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(ThreadLocalRandom.current().nextInt(5, 91)));
        }
    }

    /** A budget is used up: somebody asks more often than any number of healthy boxes would. */
    record TooManyRequests(String explanation, Duration comeBack) implements Refusal {
        @Override
        public String code() {
            return "TOO_MANY_REQUESTS";
        }

        @Override
        public String title() {
            return "Too many requests";
        }

        @Override
        public int status() {
            return 429;
        }

        @Override
        public List<Reason> reasons() {
            return List.of(new Reason(
                    code(),
                    explanation,
                    "Nothing to do on the box: it asks again by itself. If this goes on, something asks in a loop."));
        }

        @Override
        public boolean retryable() {
            return true;
        }

        @Override
        public boolean putsOff() {
            return true;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(comeBack);
        }
    }

    /** Ours, not theirs. Says nothing outside and everything in the log. */
    record InternalError() implements Refusal {
        @Override
        public String code() {
            return "INTERNAL_ERROR";
        }

        @Override
        public String title() {
            return "The server made a mistake";
        }

        @Override
        public int status() {
            return 500;
        }

        @Override
        public List<Reason> reasons() {
            return List.of(new Reason(
                    code(),
                    "The server made a mistake that it did not foresee.",
                    "Tell whoever runs the server the reference of this answer."));
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
