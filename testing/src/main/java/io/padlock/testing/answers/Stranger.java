package io.padlock.testing.answers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** Whom an OpenID Connect provider knows, and who is no operator; and that provider. */
public final class Stranger implements AutoCloseable {

    private static final String AUDIENCE = "padlock";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer provider;
    private final KeyPair key;

    public Stranger() throws IOException, GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        key = keys.generateKeyPair();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(issuer()));
        ECPublicKey known = (ECPublicKey) key.getPublic();
        answer(
                "/keys",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"one\",\"x\":\"%s\",\"y\":\"%s\"}]}"
                        .formatted(
                                number(known.getW().getAffineX()),
                                number(known.getW().getAffineY())));
        provider.start();
    }

    /** What a server is started with that knows the provider. */
    public List<String> settings() {
        return List.of("-Dpadlock.operator.oidc.issuer=" + issuer(), "-Dpadlock.operator.oidc.audience=" + AUDIENCE);
    }

    public String issuer() {
        return "http://127.0.0.1:" + provider.getAddress().getPort();
    }

    /** Genuine, good for an hour, and without the operators' role. */
    public String token() {
        String signed = encoded("{\"alg\":\"ES256\",\"kid\":\"one\"}") + "."
                + encoded("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"4712\",\"exp\":%d,\"groups\":[\"staff\"]}"
                        .formatted(issuer(), AUDIENCE, System.currentTimeMillis() / 1000 + 3600));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        provider.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** 32 bytes, as RFC 7518, section 6.2.1.2, wants a coordinate of P-256. */
    private static String number(BigInteger coordinate) {
        byte[] bytes = new byte[32];
        byte[] some = coordinate.toByteArray();
        int length = Math.min(32, some.length);
        System.arraycopy(some, some.length - length, bytes, 32 - length, length);
        return BASE64.encodeToString(bytes);
    }

    @Override
    public void close() {
        provider.stop(0);
    }
}
