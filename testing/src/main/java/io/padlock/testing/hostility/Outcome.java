package io.padlock.testing.hostility;

import java.util.List;
import java.util.Optional;

/** What came of an attack. */
public record Outcome(List<Answer> answers, Ending ending) {

    public enum Ending {
        /** All answers came, and the connection stands. */
        OPEN,
        /** The server closed it. */
        CLOSED,
        /** The server had a share of the time that we would wait, was asked for nothing complete, and said nothing. */
        SILENT,
        /** An answer was due and did not come. */
        HUNG,
        /** What came is no HTTP. */
        NOT_HTTP
    }

    /** The first status line, if any; an interim one counts. */
    public Optional<Integer> firstStatus() {
        return answers.stream().findFirst().map(answer -> answer.interim() ? 100 : answer.status());
    }
}
