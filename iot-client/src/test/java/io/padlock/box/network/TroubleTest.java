package io.padlock.box.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TroubleTest {

    @Test
    void a_name_that_nobody_knows_is_said() {
        assertThat(Trouble.inWords(new UnknownHostException("padlock.invalid"))).hasToString("its name was not found.");
    }

    @Test
    void a_refused_connection_is_said() {
        assertThat(Trouble.inWords(new ConnectException("Connection refused")))
                .hasToString("the connection was refused.");
    }

    /** A firewall that drops packets looks like this, and "refused" would send people to look for another fault. */
    @Test
    void a_connection_that_nobody_takes_up_is_a_timeout_and_not_a_refusal() {
        assertThat(Trouble.inWords(new ConnectTimeoutException("connection timed out: /10.0.0.1:443")))
                .hasToString("it did not answer in time.");
    }

    @Test
    void an_answer_that_does_not_come_is_a_timeout() {
        assertThat(Trouble.inWords(new NoStackTraceTimeoutException("60000ms")))
                .hasToString("it did not answer in time.");
        assertThat(Trouble.inWords(new TimeoutException())).hasToString("it did not answer in time.");
    }

    @Test
    void the_cause_counts_however_deep_it_lies() {
        assertThat(Trouble.inWords(new IllegalStateException(new IOException(
                        new SSLHandshakeException("PKIX").initCause(new CertificateException("PKIX"))))))
                .hasToString("its TLS certificate is not trusted, or something in between answered in its place.");
    }

    /** Nothing was shown that could be trusted or not: a firewall that cuts, or a port that does not speak TLS. */
    @Test
    void a_handshake_that_breaks_off_says_nothing_of_trust() {
        assertThat(Trouble.inWords(new SslHandshakeTimeoutException("handshake timed out after 10000ms")))
                .hasToString("it did not answer in time.");
        assertThat(Trouble.inWords(new SSLHandshakeException("Remote host terminated the handshake")))
                .hasToString("the connection was cut.");
        assertThat(Trouble.inWords(new SSLException("not an SSL/TLS record")))
                .hasToString("no TLS connection came about.");
    }

    @Test
    void a_network_without_a_way_there_is_told_from_a_refusal() {
        assertThat(Trouble.inWords(new NoRouteToHostException("No route to host")))
                .hasToString("there is no way there from this network.");
        assertThat(Trouble.inWords(new ConnectException("Network is unreachable")))
                .hasToString("there is no way there from this network.");
    }

    @Test
    void anything_else_is_a_broken_connection_of_which_only_the_kind_is_told() {
        assertThat(Trouble.inWords(new IOException("of the code M230701-THE-CODE")))
                .hasToString("the connection broke (IOException).");
    }
}
