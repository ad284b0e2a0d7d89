package io.padlock.names;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Server;
import io.padlock.testing.dns.RunningDns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is found outside of a shop: the server behind an nginx with TLS, and those who may answer in its place; who does is up to
 * the shop's rules. And in the shop a router's DNS, and a proxy.
 */
final class Town implements AutoCloseable {

    static final String NAME = "padlock.example.com";
    static final int FIREWALL = 9443;
    static final int HOTEL = 9444;
    static final int HOTELS_PAGE = 9080;
    /** Where the server shows a certificate that ends soon. */
    static final int SOON = 9445;

    static final int PROXY = 3128;

    /** For longer than any clock here is ahead. */
    private static final Duration LONG = Duration.ofDays(400);
    /** For longer than a test, and not for as long as a clock is ahead. */
    static final Duration SHORT = Duration.ofDays(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** From the shop's network to this machine's leads nothing but a socket that is a file. */
    private static final String BRIDGE = """
            daemon off; master_process off; pid %1$s/bridge.pid; error_log stderr;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path %1$s/b1; proxy_temp_path %1$s/b2;
              fastcgi_temp_path %1$s/b3; uwsgi_temp_path %1$s/b4; scgi_temp_path %1$s/b5;
              server { listen unix:%1$s/server; location / { proxy_pass %2$s; } }
            }
            """;

    private static final String FRONT = """
            daemon off; master_process off; pid %1$s/front.pid; error_log stderr;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path %1$s/f1; proxy_temp_path %1$s/f2;
              fastcgi_temp_path %1$s/f3; uwsgi_temp_path %1$s/f4; scgi_temp_path %1$s/f5;
              server {
                listen 443 ssl; ssl_certificate %1$s/own.pem; ssl_certificate_key %1$s/own.key;
                location / { proxy_pass http://unix:%1$s/server; }
              }
              server { listen 80; return 301 https://$host$request_uri; }
              server {
                listen %2$d ssl; ssl_certificate %1$s/firewall.pem; ssl_certificate_key %1$s/firewall.key;
                location / { proxy_pass http://unix:%1$s/server; }
              }
              server {
                listen %3$d ssl; ssl_certificate %1$s/hotel.pem; ssl_certificate_key %1$s/hotel.key;
                return 302 http://login.hotel.example/;
              }
              server { listen %4$d; return 302 http://login.hotel.example/; }
              server {
                listen %5$d ssl; ssl_certificate %1$s/soon.pem; ssl_certificate_key %1$s/soon.key;
                location / { proxy_pass http://unix:%1$s/server; }
              }
            }
            """;

    /** As long as the file is there, it lets nothing through, and says what stands in it. */
    private static final String PROXYS = """
            const http = require('http'), net = require('net'), fs = require('fs');
            const [refuses, host, port] = process.argv.slice(1);
            http.createServer().on('connect', (asked, box) => {
              box.on('error', () => {});
              if (fs.existsSync(refuses)) return box.end('HTTP/1.1 ' + fs.readFileSync(refuses) + '\\r\\n\\r\\n');
              const [to, at] = asked.url.split(':');
              const server = net.connect({host: to, port: +at, localAddress: host}, () => {
                box.write('HTTP/1.1 200 OK\\r\\n\\r\\n');
                server.pipe(box);
                box.pipe(server);
              });
              server.on('error', () => box.destroy());
            }).listen(+port, host);
            """;

    private final Shop shop;
    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    private Town(Shop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

    static Town around(Shop shop, Path folder, Server server) throws Exception {
        Town town = new Town(shop, Files.createDirectory(folder));
        town.certificate("own", "/CN=" + NAME, LONG);
        town.certificate("firewall", "/O=Shop Firewall", LONG);
        town.certificate("hotel", "/CN=login.hotel.example", LONG);
        town.certificate("authority", "/CN=An authority", LONG);
        String authority = town.folder.resolve("authority").toString();
        town.certificate("soon", "/CN=" + NAME, SHORT, "-CA", authority + ".pem", "-CAkey", authority + ".key");
        Files.writeString(
                town.roots(),
                Files.readString(folder.resolve("own.pem")) + Files.readString(folder.resolve("authority.pem")));
        town.start("bridge", List.of("nginx", "-c", town.write("bridge.conf", BRIDGE.formatted(folder, server.url()))));
        town.start(
                "front",
                shop.words(
                        "nginx",
                        "-c",
                        town.write("front.conf", FRONT.formatted(folder, FIREWALL, HOTEL, HOTELS_PAGE, SOON))));
        town.start("proxy", shop.words("node", "-e", PROXYS, town.refuses().toString(), Shop.ROUTER, "" + PROXY));
        Path dnsmasq = RunningDns.copyOf("dnsmasq", folder);
        town.start(
                "router",
                shop.words(
                        dnsmasq.toString(),
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--no-resolv",
                        "--no-hosts",
                        "--pid-file=",
                        "--user=root",
                        "--log-facility=-",
                        "--bind-interfaces",
                        "--listen-address=" + Shop.ROUTER,
                        "--host-record=" + NAME + "," + Shop.SERVER,
                        "--address=/odoo-iot.com/" + Shop.BOX));
        for (String port : List.of(Shop.SERVER + " 443", Shop.ROUTER + " 53", Shop.ROUTER + " " + PROXY)) {
            String[] there = port.split(" ");
            Await.until(() -> port + " of the town. " + town.said(), PATIENCE, () -> town.isOpen(there[0], there[1]));
        }
        return town;
    }

    /** What the box has to trust. */
    Path roots() {
        return folder.resolve("roots.pem");
    }

    Path refuses() {
        return folder.resolve("refuses");
    }

    private void certificate(String name, String subject, Duration life, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                String.valueOf(life.toDays()),
                "-subj",
                subject,
                "-addext",
                "subjectAltName=DNS:" + (name.equals("hotel") ? "login.hotel.example" : NAME),
                "-keyout",
                folder.resolve(name + ".key").toString(),
                "-out",
                folder.resolve(name + ".pem").toString()));
        words.addAll(List.of(more));
        Command made = Command.run(words.toArray(String[]::new));
        if (made.status() != 0) {
            throw new AssertionError("openssl failed: " + made.output());
        }
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void start(String name, List<String> words) throws IOException {
        running.add(Command.start(Map.of(), folder.resolve(name + ".log"), words));
    }

    private boolean isOpen(String host, String port) throws Exception {
        return shop.run("bash", "-c", "exec 3<>/dev/tcp/" + host + "/" + port).status() == 0;
    }

    private String said() {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("bridge", "front", "proxy", "router")) {
            all.append(Command.readIfThere(folder.resolve(name + ".log")));
        }
        return all.toString();
    }

    @Override
    public void close() {
        running.forEach(process -> process.destroyForcibly().onExit().join());
    }
}
