package io.padlock.provisioning.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What stands at the domain itself and at its name servers: made once, from the settings. */
final class DomainRecords {

    private static final long A_DAY = Duration.ofDays(1).toSeconds();
    /** Nobody copies the domain, so nobody compares it. */
    private static final long SERIAL = 1;

    private static final Duration REFRESH = Duration.ofHours(4);
    private static final Duration RETRY = Duration.ofHours(1);
    private static final Duration EXPIRE = Duration.ofDays(14);

    private final Name domain;
    private final SOARecord soa;
    private final Map<Name, List<Record>> records = new HashMap<>();

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    DomainRecords(String parentDomain, DnsConfig config) {
        this.domain = absolute(parentDomain);
        List<String> servers = config.nameServers().orElse(List.of("ns1." + parentDomain));
        this.soa = new SOARecord(
                domain,
                DClass.IN,
                seconds("padlock.dns.negative-ttl", config.negativeTtl()),
                absolute(servers.get(0).split("=", 2)[0]),
                absolute("hostmaster." + parentDomain),
                SERIAL,
                REFRESH.toSeconds(),
                RETRY.toSeconds(),
                EXPIRE.toSeconds(),
                seconds("padlock.dns.negative-ttl", config.negativeTtl()));
        List<Record> atTheDomain = new ArrayList<>(List.of(soa));
        servers.forEach(server -> atTheDomain.add(nameServer(server)));
        config.caa().forEach(text -> atTheDomain.add(caa(text)));
        records.put(domain, List.copyOf(atTheDomain));
    }

    private Record nameServer(String setting) {
        String[] parts = setting.strip().split("=", 2);
        Name name = absolute(parts[0]);
        if (parts.length == 2) {
            must(
                    name.subdomain(domain) && !name.equals(domain),
                    "padlock.dns.name-servers gives " + parts[0] + " an address; outside of " + domain
                            + " others give it one.");
            records.merge(name, List.of(address(name, parts[1])), DomainRecords::together);
        }
        return new NSRecord(domain, DClass.IN, A_DAY, name);
    }

    private static List<Record> together(List<Record> some, List<Record> others) {
        List<Record> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private static Record address(Name name, String text) {
        try {
            InetAddress address = Address.getByAddress(text);
            return address.getAddress().length == 4
                    ? new ARecord(name, DClass.IN, A_DAY, address)
                    : new AAAARecord(name, DClass.IN, A_DAY, address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "padlock.dns.name-servers says \"" + text + "\"; that is no address.", e);
        }
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

    /** Beside every "no": how long that may be remembered. */
    SOARecord soa() {
        return soa;
    }

    boolean has(Name name) {
        return records.containsKey(name);
    }

    List<Record> of(Name name, int type) {
        return records.get(name).stream().filter(one -> one.getType() == type).toList();
    }

    /** A resolver that hears of a name server wants its address next. */
    List<Record> addressesOfNameServers() {
        return of(domain, Type.NS).stream()
                .map(server -> ((NSRecord) server).getTarget())
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
            return Name.fromString(text.strip(), Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("padlock.dns.name-servers says \"" + text + "\"; that is no name.", e);
        }
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
