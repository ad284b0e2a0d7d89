package io.padlock.names;

import io.padlock.running.Await;
import io.padlock.running.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shop's network of its own, as Linux' namespaces make them: nobody else on this machine sees it, and it ends with its only
 * process. Whatever is found outside of the shop has its addresses in it, too. It takes the rights of an administrator.
 */
final class Shop implements AutoCloseable {

    static final String BOX = "192.168.77.25";
    static final String ROUTER = "192.168.77.1";
    static final String SERVER = "198.51.100.10";

    private static final String USUAL_RESOLVERS = "nameserver " + ROUTER + "\n";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String MADE = """
            set -e
            mount --bind "$0" "$(readlink -f /etc/resolv.conf)"
            ip link set lo up
            ip link add name shop type veth peer name street
            ip address add %s/24 dev shop
            ip address add %s/32 dev lo
            ip address add %s/32 dev lo
            ip link set shop up
            ip link set street up
            nft list ruleset
            echo made
            exec sleep infinity
            """.formatted(BOX, ROUTER, SERVER);

    private final Process holder;
    private final Path resolvers;

    private Shop(Process holder, Path resolvers) {
        this.holder = holder;
        this.resolvers = resolvers;
    }

    static Shop open(Path folder) throws Exception {
        Path resolvers = Files.writeString(folder.resolve("resolv.conf"), USUAL_RESOLVERS);
        Path log = folder.resolve("shop.log");
        Process holder =
                Command.start(Map.of(), log, List.of("unshare", "-n", "-m", "sh", "-c", MADE, resolvers.toString()));
        Await.until(
                () -> "a network for this test: it takes the rights of an administrator (unshare -Urm deploy/test), and"
                        + " `apt-get install iproute2 nftables`. " + Command.readIfThere(log),
                PATIENCE,
                () -> Command.readIfThere(log).contains("made") || !holder.isAlive());
        if (!holder.isAlive()) {
            throw new AssertionError(
                    "This test makes a network of its own, by the rights of an administrator (unshare -Urm deploy/test)"
                            + " and `apt-get install iproute2 nftables`. That failed: " + Command.readIfThere(log));
        }
        return new Shop(holder, resolvers);
    }

    /** What runs a program in it. */
    List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid()), "-n", "-m", "--"));
        all.addAll(List.of(words));
        return all;
    }

    Command run(String... words) throws Exception {
        return Command.run(words(words).toArray(String[]::new));
    }

    void mustRun(String... words) throws Exception {
        Command ran = run(words);
        if (ran.status() != 0) {
            throw new AssertionError(String.join(" ", words) + " failed: " + ran.output());
        }
    }

    /** What is done in the meantime. */
    interface Deed {
        void begin() throws Exception;
    }

    /** Something that is wrong, and is mended again. */
    record Fault(Deed begin, Deed end) {

        void during(Deed deed) throws Exception {
            begin.begin();
            try {
                deed.begin();
            } finally {
                end.begin();
            }
        }
    }

    /** @param rules of nftables for all that goes out: drop and reject, for instance */
    Fault filtering(String... rules) {
        return rules("filter", "type filter hook output priority 0", rules);
    }

    /** @param rules of nftables for all that comes in: what is dropped there, its sender does not hear of */
    Fault swallowing(String... rules) {
        return rules("swallow", "type filter hook input priority 0", rules);
    }

    /** @param lines in the place of those that every program of the shop goes by (resolv.conf) */
    Fault lookingUpBy(String... lines) {
        return new Fault(
                () -> Files.writeString(resolvers, String.join("\n", lines) + "\n"),
                () -> Files.writeString(resolvers, USUAL_RESOLVERS));
    }

    /** @param rules of nftables for all that goes out: redirect, for instance */
    Fault redirecting(String... rules) {
        return rules("nat", "type nat hook output priority -100", rules);
    }

    private Fault rules(String table, String chain, String... rules) {
        return new Fault(
                () -> {
                    mustRun("nft", "add table ip " + table);
                    mustRun("nft", "add chain ip " + table + " out { " + chain + "; }");
                    for (String rule : rules) {
                        mustRun("nft", "add rule ip " + table + " out " + rule);
                    }
                },
                () -> mustRun("nft", "delete table ip " + table));
    }

    /** @param address in the place of the box's own; empty for none */
    Fault anotherAddress(String address) {
        return new Fault(
                () -> {
                    mustRun("ip", "address", "flush", "dev", "shop");
                    if (!address.isEmpty()) {
                        mustRun("ip", "address", "add", address, "dev", "shop");
                    }
                },
                () -> {
                    mustRun("ip", "address", "flush", "dev", "shop");
                    mustRun("ip", "address", "add", BOX + "/24", "dev", "shop");
                });
    }

    Fault noCable() {
        return new Fault(
                () -> mustRun("ip", "link", "set", "street", "down"),
                () -> mustRun("ip", "link", "set", "street", "up"));
    }

    @Override
    public void close() throws IOException {
        Command.stop(holder);
    }
}
