package io.padlock.testing.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.testing.wire.Wire.Direction;
import io.padlock.testing.wire.Wire.Fate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two sockets, and what the wire between them does to what they say. */
@Timeout(60)
class WireTest {

    private ServerSocket server;
    private Wire wire;
    private Socket near;
    private Socket far;

    @BeforeEach
    void two_ends() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20_000);
        wire = new Wire(server.getLocalPort());
        connect();
    }

    @AfterEach
    void nothing_stays_open() throws IOException {
        wire.close();
        server.close();
        assertThat(wire.openConnections()).isZero();
    }

    @Test
    void passes_on_what_is_said_to_and_fro() throws IOException {
        say(near, "hello");
        say(far, "good day");

        assertThat(heard(far, 5)).isEqualTo("hello");
        assertThat(heard(near, 8)).isEqualTo("good day");
    }

    @Test
    void what_was_said_before_the_end_arrives_before_it() throws IOException {
        say(near, "bye");
        near.shutdownOutput();
        assertThat(heard(far, 10)).isEqualTo("bye");
        say(far, "farewell");
        far.close();

        assertThat(heard(near, 10)).isEqualTo("farewell");
    }

    @Test
    void delays_each_way_and_slows_nothing_down() throws IOException {
        wire.delay(Duration.ofMillis(300));
        long begun = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            say(near, "x");
        }
        heard(far, 20);
        say(far, "y");
        heard(near, 1);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void lets_bytes_trickle() throws IOException {
        wire.trickle(100);
        long begun = System.nanoTime();

        say(near, "x".repeat(50));

        assertThat(heard(far, 50)).hasSize(50);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void a_silent_connection_passes_nothing_and_stays_open_and_the_next_one_is_not_concerned() throws IOException {
        wire.silence();
        say(near, "lost");
        assertThat(hearsNothing(far)).isTrue();
        far.close();
        assertThat(hearsNothing(near)).isTrue();

        connect();

        say(near, "new");
        assertThat(heard(far, 3)).isEqualTo("new");
    }

    @Test
    void what_is_held_passes_when_it_is_let_go_for_who_came_meanwhile_too() throws IOException {
        wire.hold();
        say(near, "held");
        Socket second = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        say(second, "too");
        assertThat(hearsNothing(far)).isTrue();

        wire.letGo();

        assertThat(heard(far, 4)).isEqualTo("held");
        assertThat(heard(server.accept(), 3)).isEqualTo("too");
    }

    /** Many times: it was an orderly end at the far end now and then. */
    @RepeatedTest(100)
    void a_cut_is_a_reset_at_both_ends() {
        wire.cut();

        assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(IOException.class);
        assertThat(wire.openConnections()).isZero();
    }

    @Test
    void half_closed_on_the_way_back_the_near_end_sees_the_end_and_is_still_heard() throws IOException {
        wire.halfCloseTheWayBack();

        assertThat(near.getInputStream().read()).isEqualTo(-1);
        say(near, "still here");
        assertThat(heard(far, 10)).isEqualTo("still here");
        say(far, "lost");
        say(near, "!");
        assertThat(heard(far, 1)).isEqualTo("!");
    }

    @Test
    void half_closed_on_the_way_there_the_far_end_sees_the_end_and_is_still_heard() throws IOException {
        wire.halfCloseTheWayThere();

        assertThat(far.getInputStream().read()).isEqualTo(-1);
        say(far, "still here");
        assertThat(heard(near, 10)).isEqualTo("still here");
    }

    @Test
    void pulled_out_it_refuses_and_plugged_in_it_passes_again_wherever_it_leads_then() throws IOException {
        wire.pull();
        assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), wire.port()))
                .isInstanceOf(ConnectException.class);
        try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            wire.leadTo(elsewhere.getLocalPort());

            wire.plugIn();

            say(new Socket(InetAddress.getLoopbackAddress(), wire.port()), "again");
            assertThat(heard(elsewhere.accept(), 5)).isEqualTo("again");
        }
    }

    @Test
    void where_nobody_listens_who_comes_is_refused_and_the_next_one_too() throws IOException {
        server.close();

        for (int i = 0; i < 3; i++) {
            Socket refused = new Socket(InetAddress.getLoopbackAddress(), wire.port());
            assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void its_watcher_sees_each_way_and_decides_what_arrives() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        wire.watch((connection, direction, bytes) -> {
            seen.add(direction + " " + new String(bytes, StandardCharsets.US_ASCII));
            return direction == Direction.BACK ? Fate.CUT_AFTER : Fate.PASS;
        });

        say(near, "there");
        assertThat(heard(far, 5)).isEqualTo("there");
        say(far, "back");

        assertThat(heard(near, 4)).isEqualTo("back");
        assertThatThrownBy(() -> {
                    far.getInputStream().read();
                })
                .isInstanceOf(IOException.class);
        assertThat(seen).containsExactly("THERE there", "BACK back");
    }

    @Test
    void what_is_cut_before_does_not_arrive_and_what_falls_silent_is_not_noticed() throws IOException {
        wire.watch((connection, direction, bytes) -> Fate.CUT_BEFORE);
        say(near, "never");
        assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(IOException.class);

        connect();
        wire.watch((connection, direction, bytes) -> Fate.SILENCE);
        say(near, "never");
        assertThat(hearsNothing(far)).isTrue();
        say(near, "nor this");
        assertThat(hearsNothing(far)).isTrue();
    }

    @Test
    void postgresql_messages_are_seen_one_by_one_however_they_are_cut_to_pieces() throws IOException {
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        wire.watch(new PostgresFraming(), (connection, direction, bytes) -> {
            lengths.add(bytes.length);
            return Fate.PASS;
        });
        connect();
        byte[] opening = {0, 0, 0, 8, 0, 3, 0, 0};
        byte[] two = {'S', 0, 0, 0, 4, 'Q', 0, 0, 0, 6, 'x', 0};

        near.getOutputStream().write(opening);
        heard(far, opening.length);
        for (byte one : two) {
            near.getOutputStream().write(one);
        }
        heard(far, two.length);

        assertThat(lengths).containsExactly(8, 5, 7);
    }

    private void connect() throws IOException {
        near = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        near.setTcpNoDelay(true);
        far = server.accept();
        near.setSoTimeout(20_000);
        far.setSoTimeout(20_000);
    }

    private static void say(Socket end, String words) throws IOException {
        end.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    /** @return fewer when the other end says no more */
    private static String heard(Socket end, int most) throws IOException {
        return new String(end.getInputStream().readNBytes(most), StandardCharsets.US_ASCII);
    }

    private static boolean hearsNothing(Socket end) throws IOException {
        end.setSoTimeout(300);
        try {
            end.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            end.setSoTimeout(20_000);
        }
    }
}
