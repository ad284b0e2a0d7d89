package io.padlock.provisioning;

import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.eligibility.Verdict;
import java.util.List;

/** Why there is no certificate. The doors tell it in their own shapes; the words are the same everywhere. */
public sealed interface Refusal {

    /** For programs; one of those that the contract lists. */
    String code();

    String title();

    /** As HTTP counts. */
    int status();

    /** All that stands against the request, never empty. */
    List<Reason> reasons();

    /** Whether the same request can succeed later with nothing changed. */
    default boolean retryable() {
        return false;
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
            return List.of(new Reason(code(), explanation, "Nothing to do on the box: it asks again by itself."));
        }

        @Override
        public boolean retryable() {
            return true;
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
