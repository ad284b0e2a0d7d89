package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusedTest {

    @Test
    void what_was_sent_and_is_repeated_in_the_log_begins_no_line_and_commands_no_terminal() {
        assertThat(Refused.onOneLine("x\r\n2026-01-01 INFO forged\u2028\u0085\u001b[31m\tred \u00e9"))
                .isEqualTo("x\\u000d\\u000a2026-01-01 INFO forged\\u2028\\u0085\\u001b[31m\\u0009red \u00e9");
    }
}
