package io.padlock.provisioning.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.provisioning.Reference;
import java.time.Instant;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    @Test
    void is_one_line_with_everything_beside_the_message() throws Exception {
        ExtLogRecord line = line("Refused \"%s\"\nand more \u001b[31m");
        line.setParameters(new Object[] {"é"});
        line.setInstant(Instant.parse("2026-11-21T12:00:00.5Z"));
        line.setThreadName("loop-1");

        JsonNode[] json = new JsonNode[1];
        new Reference("4hnc-0zjw-r8ye").whileLogging(() -> json[0] = parsed(line));

        assertThat(json[0].path("time").asText()).isEqualTo("2026-11-21T12:00:00.500Z");
        assertThat(json[0].path("level").asText()).isEqualTo("INFO");
        assertThat(json[0].path("logger").asText()).isEqualTo("io.padlock.Example");
        assertThat(json[0].path("message").asText()).isEqualTo("Refused \"é\"\nand more \u001b[31m");
        assertThat(json[0].path("reference").asText()).isEqualTo("4hnc-0zjw-r8ye");
        assertThat(json[0].path("thread").asText()).isEqualTo("loop-1");
        assertThat(json[0].has("error")).isFalse();
    }

    @Test
    void has_no_reference_when_no_request_caused_it() {
        assertThat(parsed(line("Listening.")).has("reference")).isFalse();
    }

    @Test
    void tells_an_error_with_its_stack() {
        ExtLogRecord line = line("A mistake of ours.");
        line.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));

        JsonNode error = parsed(line).path("error");

        assertThat(error.path("type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("message").asText()).isEqualTo("outer");
        assertThat(error.path("stack").asText()).contains("Caused by: java.lang.IllegalArgumentException: inner");
    }

    private static ExtLogRecord line(String message) {
        ExtLogRecord line =
                new ExtLogRecord(Level.INFO, message, ExtLogRecord.FormatStyle.PRINTF, JsonLineTest.class.getName());
        line.setLoggerName("io.padlock.Example");
        return line;
    }

    private static JsonNode parsed(ExtLogRecord line) {
        byte[] bytes = JsonLine.of(line);
        assertThat(bytes).endsWith('\n');
        try {
            assertThat(new String(bytes, 0, bytes.length - 1, java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("\n");
            return new ObjectMapper().readTree(bytes);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
