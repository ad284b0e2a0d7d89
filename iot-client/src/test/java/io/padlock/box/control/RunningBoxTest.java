package io.padlock.box.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RunningBoxTest {

    /** The kernel takes the connection, and nobody the request. */
    @Test
    void a_box_that_does_not_answer_is_told_in_a_sentence_whatever_it_was_asked() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            RunningBox box = new RunningBox(
                    new ControlFile("127.0.0.1", silent.getLocalPort(), "secret"), Duration.ofSeconds(1));

            sentence(box::status, "within 1 s");
            sentence(box::renew, "within 1 s");
            sentence(box::diagnosis, "within 2 s");
        }
    }

    private static void sentence(ThrowingCallable asking, String within) {
        assertThatThrownBy(asking)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the box runs, and did not answer " + within)
                .hasMessageNotContaining("secret");
    }
}
