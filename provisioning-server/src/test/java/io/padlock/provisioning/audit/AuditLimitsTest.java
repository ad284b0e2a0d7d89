package io.padlock.provisioning.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 20000, padlock.audit.file-size is 0 bytes; 64K is the least.",
        "-1, 20000, padlock.audit.file-size is -1 bytes; 64K is the least.",
        "65535, 20000, padlock.audit.file-size is 65535 bytes; 64K is the least.",
        "65536, 0, padlock.audit.most-waiting is 0; it must be from 1 to 1000000.",
        "65536, -5, padlock.audit.most-waiting is -5; it must be from 1 to 1000000.",
        "65536, 2000000000, padlock.audit.most-waiting is 2000000000; it must be from 1 to 1000000.",
    })
    void what_cannot_work_is_a_sentence_at_the_start(long fileSize, int mostWaiting, String sentence) {
        assertThatThrownBy(() -> new AuditLimits(fileSize, mostWaiting))
                .isInstanceOf(CannotStart.class)
                .hasMessage(sentence);
    }

    @Test
    void the_least_of_both_works() {
        assertThat(new AuditLimits(65_536, 1).mostWaiting()).isEqualTo(1);
    }
}
