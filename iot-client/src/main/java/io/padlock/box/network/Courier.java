package io.padlock.box.network;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.padlock.box.identity.ServerAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;

/** Brings one request to a server and its answer back. Every phase has an end, and the answer a greatest length. */
@ApplicationScoped
public class Courier {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** Silence begins anew with every byte: a server that trickles would hold the box for ever. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private static final int LONGEST_ANSWER = 256 * 1024;

    private final HttpClient client;
    private final Proxy proxy;
    private final Duration whole;

    @Inject
    public Courier(Vertx vertx, Roots roots, Proxy proxy) {
        this(vertx, roots.trust(), proxy, WHOLE);
    }

    Courier(Vertx vertx, TrustManager trust, Proxy proxy, Duration whole) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setSslHandshakeTimeout(HANDSHAKE.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setVerifyHost(true)
                .setTrustAll(false)
                .setTrustOptions(TrustOptions.wrap(trust))
                // Days lie between two requests.
                .setKeepAlive(false)
                .setMaxPoolSize(2));
        this.proxy = proxy;
        this.whole = whole;
    }

    public Uni<Reply> get(ServerAddress server, String path) {
        return send(options(server, HttpMethod.GET, path), null);
    }

    public Uni<Reply> post(ServerAddress server, String path, Buffer json) {
        return send(options(server, HttpMethod.POST, path), json);
    }

    /**
     * To somebody who speaks another language than JSON, and answers in it.
     *
     * @param at the address behind its name, where that is not to be looked up; a proxy looks up what it is given
     */
    public Uni<Reply> post(ServerAddress server, String path, String type, Buffer body, Optional<InetAddress> at) {
        RequestOptions options = options(server, HttpMethod.POST, path)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.ACCEPT, type);
        if (options.getProxyOptions() == null) {
            at.ifPresent(address ->
                    options.setServer(SocketAddress.inetSocketAddress(server.port(), address.getHostAddress())));
        }
        return send(options, body);
    }

    /** To whoever answers without TLS, and be it somebody else: it carries nothing that is a secret. */
    public Uni<Reply> getInTheClear(String host, int port, String path) {
        return send(
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(host)
                        .setPort(port)
                        .setURI(path)
                        .setConnectTimeout(CONNECT.toMillis())
                        .setFollowRedirects(false)
                        .putHeader(HttpHeaders.USER_AGENT, "padlock-box"),
                null);
    }

    private Uni<Reply> send(RequestOptions options, Buffer body) {
        UnderWay underWay = new UnderWay();
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(underWay::begins)
                        // In the very turn in which an answer begins: its parts wait for nobody.
                        .compose(request -> (body == null ? request.send() : request.send(body)).compose(this::whole))
                        .toCompletionStage())
                .ifNoItem()
                .after(whole)
                .fail()
                // Whatever ended it, nobody waits for the rest.
                .onFailure()
                .invoke(underWay::letGo)
                .onCancellation()
                .invoke(underWay::letGo);
    }

    private RequestOptions options(ServerAddress server, HttpMethod method, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(server.host())
                .setPort(server.port())
                .setSsl(server.secure())
                .setURI(server.path(path))
                .setConnectTimeout(CONNECT.toMillis())
                .setIdleTimeout(SILENCE.toMillis())
                // The contract code goes to the server that was set, and nowhere else.
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.USER_AGENT, "padlock-box")
                .putHeader(HttpHeaders.ACCEPT, "application/json, application/problem+json, */*;q=0.1")
                .putHeader(HttpHeaders.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        proxy.towards(server).ifPresent(options::setProxyOptions);
        return options;
    }

    /** Read until its end or its greatest length, whichever comes first. */
    private Future<Reply> whole(HttpClientResponse response) {
        Promise<Reply> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > LONGEST_ANSWER) {
                whole.tryFail(new TooLong());
                response.request().connection().close();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> whole.tryComplete(new Reply(response.statusCode(), response.headers(), body)));
        response.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    /** No answer of the contract is as long. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
