package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.network.Trouble;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/** A pair counts when a handshake got it: the box connects to itself as a browser in the shop would. */
@ApplicationScoped
public class SelfTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Vertx vertx;

    public SelfTest(Vertx vertx) {
        this.vertx = vertx;
    }

    /** For somebody who takes a moment to serve it. */
    public Uni<Void> mustServeWithin(Duration time, SocketAddress at, CertificatePair pair) {
        return mustServe(at, pair).onFailure(NotServed.class).recoverWithUni(failure -> {
            if (time.isNegative()) {
                return Uni.createFrom().failure(failure);
            }
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(AGAIN)
                    .chain(() -> mustServeWithin(time.minus(AGAIN), at, pair));
        });
    }

    /** Fails with {@link NotServed} when a connection gets another certificate, or none. */
    public Uni<Void> mustServe(SocketAddress at, CertificatePair pair) {
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setSsl(true)
                .setHostnameVerificationAlgorithm("")
                .setTrustOptions(TrustOptions.wrap(new ThisOneOnly(pair)));
        var client = vertx.createNetClient(options);
        return Uni.createFrom()
                .completionStage(() -> client.connect(at.port(), at.host(), "0-0-0-0." + pair.zone())
                        .compose(socket -> socket.close())
                        .toCompletionStage())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(SelfTest::inWords)
                .onTermination()
                .invoke(client::close);
    }

    private static NotServed inWords(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OtherCertificate otherCertificate) {
                return new NotServed(other(otherCertificate));
            }
        }
        return new NotServed(Phrase.of("serving.no-connection", Trouble.inWords(failure)));
    }

    /** One for the box's name is an older one of its own, most likely; one for another name is somebody else's. */
    private static Phrase other(OtherCertificate other) {
        return other.isForTheName
                ? Phrase.of("serving.other-certificate")
                : Phrase.of("serving.other-name", other.shown, other.wanted);
    }

    private static final class OtherCertificate extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final boolean isForTheName;
        private final String shown;
        private final String wanted;

        OtherCertificate(X509Certificate leaf, CertificatePair pair) {
            this.isForTheName = pair.isNamedLike(leaf);
            this.shown = CertificatePair.namesIn(leaf);
            this.wanted = "*." + pair.zone();
        }
    }

    /** The chain to the letter, its order too; that the key belongs to it the handshake itself shows. */
    private record ThisOneOnly(CertificatePair pair) implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!pair.isThe(List.of(chain))) {
                throw new OtherCertificate(chain[0], pair);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("The box asks nobody for a client's certificate.");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
