package io.padlock.box.nginx;

import io.padlock.box.certificate.PairStore;
import io.padlock.box.disk.Watched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that makes links of a stock box's two files, and ends. */
public final class LinksOnce {

    private LinksOnce() {}

    /** @param arguments the box's folder, the certificate and the key */
    public static void main(String[] arguments) throws Exception {
        Nginx nginx = of(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        Watched.begins();
        nginx.beReady();
        Watched.ends();
    }

    public static void on(Path data, Path certificate, Path key) throws IOException {
        of(data, certificate, key).beReady();
    }

    /** Without a self-test: it is about the files alone. */
    static Nginx of(Path data, Path certificate, Path key) {
        return new Nginx(new Files(certificate, key, List.of("true"), 1), new PairStore(data), null);
    }

    private record Files(Path certificate, Path key, List<String> reload, int port) implements NginxConfig {}
}
