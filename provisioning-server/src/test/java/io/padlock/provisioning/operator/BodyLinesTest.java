package io.padlock.provisioning.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyLinesTest {

    private long now;

    @Test
    void lines_end_with_either_line_end_and_the_last_one_with_none() {
        assertThat(lines("one\ntwo\r\n\nfour\r\nfive")).containsExactly("1 one", "2 two", "3 ", "4 four", "5 five");
        assertThat(lines("one\n")).containsExactly("1 one");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_line_and_part_of_any_other() {
        assertThat(lines("\uFEFFone\n\uFEFFtwo")).containsExactly("1 one", "2 \uFEFFtwo");
    }

    @Test
    void the_longest_line_is_read_and_one_byte_more_is_too_long() {
        String longest = "x".repeat(64 * 1024);

        assertThat(lines(longest + "\r\n" + longest + "x\n" + longest + "xy\nnext"))
                .containsExactly("1 " + longest, "2 too long", "3 too long", "4 next");
    }

    @Test
    void a_body_over_its_limit_is_refused_with_the_setting_that_changes_it() {
        BodyLines exact = new BodyLines(slowly("12345678\n", 0), 9, () -> now);
        assertThat(exact.next().bytes()).hasSize(8);
        assertThat(exact.next()).isNull();

        BodyLines over = new BodyLines(slowly("123456789\n", 0), 9, () -> now);
        assertThatThrownBy(over::next)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.explanation()).isEqualTo("The body has more than 9 bytes."));
    }

    @Test
    void a_sender_may_pause_for_a_minute_in_all() {
        assertThat(slow("ab\n", 20)).isEqualTo(3);
        assertThatThrownBy(() -> slow("abcd\n", 16))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.explanation())
                                .isEqualTo("The body came too slowly: 4 bytes in 64 s."));
    }

    @Test
    void a_sender_who_is_fast_enough_may_take_as_long_as_it_takes() {
        // Ten minutes for 16 MB, in pieces of 64 KiB.
        BodyLines lines = new BodyLines(slowly(("x".repeat(1023) + "\n").repeat(16 * 1024), 2), 1L << 30, () -> now);
        int count = 0;
        while (lines.next() != null) {
            count++;
        }
        assertThat(count).isEqualTo(16 * 1024);
        assertThat(now).isGreaterThan(500_000_000_000L);
    }

    @Test
    void a_body_that_breaks_off_says_after_how_many_bytes() {
        InputStream breaks = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ == 5) {
                    throw new IOException("Connection was closed");
                }
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                into[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> new BodyLines(breaks, 100, () -> now).next())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.explanation()).isEqualTo("The body broke off after 5 bytes."));
    }

    private List<String> lines(String body) {
        BodyLines lines = new BodyLines(slowly(body, 0), 1 << 20, () -> now);
        List<String> all = new ArrayList<>();
        for (BodyLines.BodyLine line = lines.next(); line != null; line = lines.next()) {
            all.add(line.number() + " "
                    + (line.bytes() == null ? "too long" : new String(line.bytes(), StandardCharsets.UTF_8)));
        }
        return all;
    }

    /** Byte for byte. */
    private int slow(String body, int seconds) {
        InputStream slowly = slowly(body, seconds);
        BodyLines lines = new BodyLines(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return slowly.read();
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return slowly.read(into, offset, 1);
                    }
                },
                100,
                () -> now);
        int bytes = 0;
        for (BodyLines.BodyLine line = lines.next(); line != null; line = lines.next()) {
            bytes += line.bytes().length + 1;
        }
        return bytes;
    }

    /** Each read of something takes so long, on this test's clock. */
    private InputStream slowly(String body, int seconds) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                int read = super.read(into, offset, length);
                now += read < 0 ? 0 : seconds * 1_000_000_000L;
                return read;
            }
        };
    }
}
