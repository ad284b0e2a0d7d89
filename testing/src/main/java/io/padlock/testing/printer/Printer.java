package io.padlock.testing.printer;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An ePOS printer as the point of sale and the person before it see one: it prints what comes in SOAP, over HTTP and HTTPS; it has
 * a page where one signs in, has a certificate made or imports one, and chooses between them; and it serves its choice only
 * after a restart, in which it really goes away.
 */
public final class Printer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String address;
    private final Model model;
    private final Certificates certificates;
    private final EposService service;
    private final WebConfig config;
    private final ExecutorService workers = Executors.newCachedThreadPool(Printer::daemon);
    private HttpServer http;
    private HttpsServer https;
    private int httpsPort;
    private int httpPort;
    private int restarts;

    private Printer(Model model, String address) {
        this.address = address;
        this.model = model;
        this.httpsPort = model.httpsPort();
        this.httpPort = model.httpPort();
        this.certificates = new Certificates(model.firmware(), address);
        this.service = new EposService(model.manner());
        this.config = new WebConfig(this, certificates);
    }

    /** At an address of its own, in the network 127.0.0.0/24. */
    public static Printer start(Model model) throws IOException {
        return FreeAddress.find(address -> start(model, address));
    }

    public static Printer start(Model model, String address) throws IOException {
        Printer printer = new Printer(model, address);
        printer.switchOn();
        return printer;
    }

    public String address() {
        return address;
    }

    /** With its port, where that is not the one that nobody has to name. */
    public String url() {
        return "https://" + host() + (httpsPort == 443 ? "" : ":" + httpsPort);
    }

    public String plainUrl() {
        return "http://" + host() + (httpPort == 80 ? "" : ":" + httpPort);
    }

    private String host() {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** Its user is {@code epson}, and its password this, as it stands on its underside. */
    public String serialNumber() {
        return WebConfig.SERIAL_NUMBER;
    }

    /** Each job that put something on paper, as it came. */
    public List<String> printed() {
        return service.printed();
    }

    /** As by its form, and chosen: it is served after a restart. */
    public void take(byte[] pkcs12, String password) throws GeneralSecurityException, IOException {
        certificates.imported(Held.fromPkcs12(pkcs12, password));
        certificates.choose(Certificates.Kind.IMPORTED);
    }

    /** What it serves since it was switched on, whatever it was told meanwhile. */
    public Held serves() {
        return certificates.served();
    }

    public int httpsPort() {
        return httpsPort;
    }

    public int httpPort() {
        return httpPort;
    }

    public synchronized int restarts() {
        return restarts;
    }

    /** Returns when it is there again for the so many-th time. */
    public synchronized void awaitRestarts(int wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (restarts < wanted) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("The printer restarted " + restarts + " times, not " + wanted + ".");
            }
            wait(left);
        }
    }

    /** By the switch at its side: gone, and there again with the certificate that was chosen. */
    public synchronized void restart() throws IOException {
        switchOff();
        switchOn();
        restarts++;
        notifyAll();
    }

    private synchronized void switchOn() throws IOException {
        https = HttpsServer.create(new InetSocketAddress(address, httpsPort), 0);
        httpsPort = https.getAddress().getPort();
        try {
            http = HttpServer.create(new InetSocketAddress(address, httpPort), 0);
            httpPort = http.getAddress().getPort();
        } catch (BindException taken) {
            // Only a server that was started gives its port back.
            https.start();
            https.stop(0);
            throw taken;
        }
        // Keys take their time: they are made once it is sure that they are needed.
        certificates.serveTheChosen();
        Supplier<Held> shown = model.manner() == Manner.CHANGING ? certificates::another : certificates::served;
        https.setHttpsConfigurator(new HttpsConfigurator(ShownCertificate.context(shown)));
        for (HttpServer one : List.of(https, http)) {
            one.createContext("/", model.manner() == Manner.SILENT ? exchange -> {} : config);
            if (model.manner() != Manner.SILENT && model.manner() != Manner.ANOTHER_DEVICE) {
                one.createContext("/cgi-bin/epos/service.cgi", service);
            }
            one.setExecutor(workers);
            one.start();
        }
    }

    private synchronized void switchOff() {
        https.stop(0);
        http.stop(0);
    }

    /** Whoever asked for it still gets the answer. */
    void restartSoon() {
        daemon(() -> {
                    try {
                        restart();
                    } catch (IOException e) {
                        throw new IllegalStateException("The printer did not come back.", e);
                    }
                })
                .start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "printer");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        switchOff();
        workers.shutdownNow();
    }
}
