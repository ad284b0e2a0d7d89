package io.padlock.box.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.padlock.box.names.Answered.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    /** Each octet comes long before anybody's patience with it ends; all of them would take hours. */
    @Test
    void one_octet_after_the_other_is_no_way_to_hold_a_box() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> drip(dripping));
            server.setDaemon(true);
            server.start();

            Answered answered = assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> new Inquiry(null)
                            .ownServer(new NameServer("127.0.0.1", dripping.getLocalPort()), "www.example.com"));

            assertThat(answered.kind()).isEqualTo(Kind.SILENT);
        }
    }

    private static void drip(ServerSocket listening) {
        try (Socket box = listening.accept()) {
            OutputStream out = box.getOutputStream();
            while (true) {
                out.write(0x7f);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(300);
            }
        } catch (IOException | InterruptedException hungUp) {
            // Which is what the box is to do.
        }
    }
}
