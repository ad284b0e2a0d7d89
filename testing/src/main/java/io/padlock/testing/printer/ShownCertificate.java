package io.padlock.testing.printer;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows whatever it holds: the JDK's own key managers may hide a certificate that they find too weak, which is what tests want. */
final class ShownCertificate extends X509ExtendedKeyManager {

    private final Supplier<Held> source;
    private final Map<String, Held> shown = new ConcurrentHashMap<>();

    /** @param source asked at each handshake */
    private ShownCertificate(Supplier<Held> source) {
        this.source = source;
    }

    static SSLContext context(Supplier<Held> source) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ShownCertificate(source)}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Held held = source.get();
        if (!held.key().getAlgorithm().equals(keyType)) {
            return null;
        }
        String alias = held.certificate().getSerialNumber().toString();
        shown.put(alias, held);
        return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {shown.get(alias).certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return shown.get(alias).key();
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return shown.keySet().toArray(String[]::new);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
