package io.padlock.provisioning.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Address;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * The domain's name servers, in the order in which they were set, each with its addresses where it is one of the domain's own
 * names.
 */
record NameServers(Map<Name, Set<InetAddress>> addresses) {

    private static final String SETTING = "padlock.dns.name-servers";

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    static NameServers parse(Name domain, List<String> settings) {
        Map<Name, Set<InetAddress>> all = new LinkedHashMap<>();
        for (String setting : settings) {
            String[] parts = setting.strip().split("=", 2);
            Set<InetAddress> addresses = all.computeIfAbsent(name(parts[0]), none -> new LinkedHashSet<>());
            if (parts.length == 2) {
                addresses.add(address(parts[1]));
            }
        }
        all.forEach((name, addresses) -> check(domain, name, addresses));
        return new NameServers(all);
    }

    /** Where none was set: the name that most domains have. Nobody finds it, until its address is set. */
    static NameServers unknown(Name domain) {
        return new NameServers(Map.of(name("ns1." + domain), Set.of()));
    }

    private static void check(Name domain, Name name, Set<InetAddress> addresses) {
        if (name.equals(domain)) {
            throw no("names " + name + " itself; its name servers have names below it, like ns1." + domain);
        }
        if (!name.subdomain(domain) && !addresses.isEmpty()) {
            throw no("gives " + name + " an address; outside of " + domain + " others give it one.");
        }
        if (name.subdomain(domain) && addresses.isEmpty()) {
            throw no("names " + name + " without an address, and below " + domain
                    + " nobody else can give it one. Write it with its own, like ns1." + domain + "=203.0.113.5");
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text.strip(), Name.root);
        } catch (TextParseException e) {
            throw no("says \"" + text + "\"; that is no name.");
        }
    }

    private static InetAddress address(String text) {
        try {
            return Address.getByAddress(text.strip());
        } catch (UnknownHostException e) {
            throw no("says \"" + text + "\"; that is no address.");
        }
    }

    private static IllegalArgumentException no(String sentence) {
        return new IllegalArgumentException(SETTING + " " + sentence);
    }

    Name first() {
        return addresses.keySet().iterator().next();
    }

    boolean haveAnAddress() {
        return addresses.values().stream().anyMatch(all -> !all.isEmpty());
    }
}
