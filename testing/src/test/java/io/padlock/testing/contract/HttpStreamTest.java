package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpStreamTest {

    @Test
    void messages_are_read_one_after_the_other_with_counted_and_chunked_bodies() {
        List<HttpStream.Said> all = read("HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nA: 1\r\na: 2\r\n\r\nhello"
                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(all)
                .extracting(HttpStream.Said::firstLine)
                .containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 204 No Content");
        assertThat(all).extracting(said -> said.message().text()).containsExactly("hello", "hello", "");
        assertThat(all.get(0).message().headers().get("a")).containsExactly("1", "2");
    }

    @Test
    void what_is_not_whole_is_not_there_yet() {
        assertThat(read("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhell")).isEmpty();
        assertThat(read("POST / HTTP/1.1\r\nContent-Le")).isEmpty();
        assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n"))
                .isEmpty();
    }

    private static List<HttpStream.Said> read(String text) {
        return HttpStream.read(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
