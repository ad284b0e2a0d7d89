package io.padlock.provisioning.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;

/** What stands at the domain itself and at its name servers: made once, from the settings. */
final class DomainRecords {

    private static final long A_DAY = Duration.ofDays(1).toSeconds();
    /** Nobody copies the domain, so nobody compares it. */
    private static final long SERIAL = 1;

    private static final Duration REFRESH = Duration.ofHours(4);
    private static final Duration RETRY = Duration.ofHours(1);
    private static final Duration EXPIRE = Duration.ofDays(14);

    private final Name domain;
    private final NameServers servers;
    private final SOARecord soa;
    private final long boxTtl;
    private final Map<Name, List<Record>> records = new HashMap<>();

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    DomainRecords(String parentDomain, DnsConfig config) {
        this.domain = absolute(parentDomain);
        this.boxTtl = seconds("padlock.dns.ttl", config.ttl());
        long negativeTtl = seconds("padlock.dns.negative-ttl", config.negativeTtl());
        this.servers = config.nameServers()
                .map(set -> NameServers.parse(domain, set))
                .orElseGet(() -> NameServers.unknown(domain));
        this.soa = new SOARecord(
                domain,
                DClass.IN,
                negativeTtl,
                servers.first(),
                absolute("hostmaster." + parentDomain),
                SERIAL,
                REFRESH.toSeconds(),
                RETRY.toSeconds(),
                EXPIRE.toSeconds(),
                negativeTtl);
        List<Record> atTheDomain = new ArrayList<>(List.of(soa));
        servers.addresses().keySet().forEach(name -> atTheDomain.add(new NSRecord(domain, DClass.IN, A_DAY, name)));
        config.caa().forEach(text -> atTheDomain.add(caa(text)));
        records.put(domain, List.copyOf(atTheDomain));
        servers.addresses().forEach(this::addServer);
    }

    private void addServer(Name name, Iterable<InetAddress> addresses) {
        List<Record> all = new ArrayList<>();
        addresses.forEach(address -> all.add(address(name, address)));
        if (all.isEmpty()) {
            return;
        }
        records.put(name, List.copyOf(all));
        // A name between it and the domain has nothing, and is there: "no such name" would mean those below it, too
        // (RFC 8020).
        for (Name above = new Name(name, 1); !above.equals(domain); above = new Name(above, 1)) {
            records.putIfAbsent(above, List.of());
        }
    }

    private static Record address(Name name, InetAddress address) {
        return address.getAddress().length == 4
                ? new ARecord(name, DClass.IN, A_DAY, address)
                : new AAAARecord(name, DClass.IN, A_DAY, address);
    }

    private Record caa(String text) {
        String[] parts = text.strip().split("\\s+", 3);
        must(
                parts.length == 3 && parts[0].matches("0|128") && parts[1].matches("[a-z0-9]{1,15}"),
                "padlock.dns.caa is \"" + text + "\"; it is written like 0 issue \"letsencrypt.org\".");
        return new CAARecord(
                domain, DClass.IN, A_DAY, Integer.parseInt(parts[0]), parts[1], parts[2].replaceAll("^\"|\"$", ""));
    }

    Name domain() {
        return domain;
    }

    NameServers servers() {
        return servers;
    }

    /** Beside every "no": how long that may be remembered. */
    SOARecord soa() {
        return soa;
    }

    /** How long the address of a box may be remembered, in seconds. */
    long boxTtl() {
        return boxTtl;
    }

    boolean has(Name name) {
        return records.containsKey(name);
    }

    /** Whether there is anything: a name that only leads to others has nothing. */
    boolean hasRecords(Name name) {
        return !records.get(name).isEmpty();
    }

    List<Record> of(Name name, int type) {
        return records.get(name).stream().filter(one -> one.getType() == type).toList();
    }

    /** A resolver that hears of a name server wants its address next. */
    List<Record> addressesOfNameServers() {
        return servers.addresses().keySet().stream()
                .filter(records::containsKey)
                .flatMap(server -> records.get(server).stream())
                .toList();
    }

    private static long seconds(String setting, Duration duration) {
        must(
                duration.toSeconds() >= 1 && duration.compareTo(Duration.ofDays(7)) <= 0,
                setting + " is " + duration.toSeconds() + " s; it is a second to 7 days.");
        return duration.toSeconds();
    }

    private static Name absolute(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(
                    "padlock.naming.parent-domain says \"" + text + "\"; that is no name.", e);
        }
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
