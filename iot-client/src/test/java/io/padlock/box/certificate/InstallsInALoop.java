package io.padlock.box.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A process that does nothing but install one of two pairs after the other, until somebody kills it. */
final class InstallsInALoop {

    private InstallsInALoop() {}

    /** @param arguments the store's folder, and two folders with a key.pem and a chain.pem each */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        PairStore store = new PairStore(Path.of(arguments[0]));
        CertificatePair one = read(Path.of(arguments[1]));
        CertificatePair other = read(Path.of(arguments[2]));
        store.pendingKey();
        Pairs.install(store, one);
        System.out.println("looping");
        while (true) {
            store.pendingKey();
            Pairs.install(store, other);
            store.pendingKey();
            Pairs.install(store, one);
        }
    }

    static CertificatePair read(Path folder) throws IOException, GeneralSecurityException {
        var chain = Pem.chain(Files.readString(folder.resolve("chain.pem")));
        var key = Pem.key(Files.readString(folder.resolve("key.pem")));
        return new CertificatePair(key, chain, CertificatePair.twoThirdsOfTheLife(chain.get(0)))
                .grantedTo(Pairs.DATABASE);
    }
}
