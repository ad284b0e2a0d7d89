package io.padlock.box.printers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EposResponseTest {

    @Test
    void it_is_found_with_a_prefix_and_among_other_tags_and_tells_its_code() {
        assertThat(EposResponse.in("<?xml version=\"1.0\"?><s:Body><response success=\"true\" code=\"\"/></s:Body>"))
                .hasValueSatisfying(response -> assertThat(response.code()).isEmpty());
        assertThat(EposResponse.in(
                        "<a>1 > 0</a><e:response xmlns:e=\"x\"\n code=\"SchemaError\" success=\"0\"></e:response>"))
                .hasValueSatisfying(response -> assertThat(response.code()).contains("SchemaError"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<response success=\"true\"",
                "<response>success=\"true\"</response>",
                "<responses success=\"true\">",
                "<response success=\"perhaps\">",
                "response success=\"true\">",
                "<html><title>Welcome</title>"
            })
    void what_is_none_is_not_taken_for_one(String answer) {
        assertThat(EposResponse.in(answer)).isEmpty();
    }

    /** Of processor time, which a busy machine does not lengthen: as long as a printer's answer may be, and read again as it grows. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<response success=\"1\" ", "<", "<response ", "<a:response success=\"1\"", "success=\"1\" "})
    void what_begins_often_and_does_not_end_takes_no_time(String piece) {
        String answer = piece.repeat(64 * 1024 / piece.length());
        var thread = ManagementFactory.getThreadMXBean();
        long begun = thread.getCurrentThreadCpuTime();

        for (int length = 4096; length <= answer.length(); length += 4096) {
            assertThat(EposResponse.in(answer.substring(0, length))).isEmpty();
        }

        assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
}
