package io.padlock.provisioning.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An OpenID Connect provider: discovery, keys and signed tokens, over real HTTP. */
final class Provider implements AutoCloseable {

    static final String AUDIENCE = "padlock";

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<PublicJsonWebKey> published = List.of();
    private volatile boolean away;
    private volatile String issuerInDiscovery;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    Provider() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext("/keys", this::keys);
        server.setExecutor(threads);
        server.start();
        issuerInDiscovery = issuer();
    }

    static PublicJsonWebKey rsa(String kid) throws Exception {
        return key(kid, "RSA", 2048);
    }

    static PublicJsonWebKey ec(String kid) throws Exception {
        return key(kid, "EC", 256);
    }

    private static PublicJsonWebKey key(String kid, String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        KeyPair pair = generator.generateKeyPair();
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        key.setKeyId(kid);
        return key;
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int fetches() {
        return fetches.get();
    }

    void publishes(PublicJsonWebKey... keys) {
        published = List.of(keys);
    }

    void isAway(boolean isAway) {
        away = isAway;
    }

    /** Answers with headers, and with a body that does not come. */
    void hangs(boolean hangs) {
        hanging.countDown();
        hanging = new CountDownLatch(hangs ? 1 : 0);
    }

    void callsItself(String issuer) {
        issuerInDiscovery = issuer;
    }

    /** An operator's, good for five minutes from then. */
    JwtClaims claims(long nowSeconds) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(AUDIENCE);
        claims.setSubject("4711");
        claims.setClaim("preferred_username", "anna");
        claims.setClaim("exp", nowSeconds + 300);
        claims.setClaim("groups", List.of("staff", "padlock-operator"));
        return claims;
    }

    static String signed(JwtClaims claims, PublicJsonWebKey key, String algorithm) throws JoseException {
        return signed(claims, key.getPrivateKey(), key.getKeyId(), algorithm);
    }

    static String signed(JwtClaims claims, Key key, String kid, String algorithm) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(kid);
        signature.setKey(key);
        signature.setDoKeyValidation(false);
        return signature.getCompactSerialization();
    }

    private void configuration(HttpExchange exchange) throws IOException {
        answer(exchange, JsonUtil.toJson(Map.of("issuer", issuerInDiscovery, "jwks_uri", issuer() + "/keys")));
    }

    private void keys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        answer(exchange, new JsonWebKeySet(published).toJson());
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away ? 500 : 200, body.length);
            exchange.getResponseBody().flush();
            hanging.await();
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        hanging.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
