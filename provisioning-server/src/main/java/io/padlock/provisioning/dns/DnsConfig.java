package io.padlock.provisioning.dns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.dns")
public interface DnsConfig {

    /** Most domains have name servers already. */
    @WithDefault("false")
    boolean enabled();

    /**
     * Each that is asked at, where the machine has several: what comes to one of them is answered from it, which the system
     * does not see to where all of them are meant.
     */
    @WithDefault("0.0.0.0")
    List<String> host();

    /** Over UDP and TCP. Not 53, which not everybody may open. */
    @WithDefault("8053")
    int port();

    /** The domain's name servers, {@code ns1.odoo-iot.com=203.0.113.5}; one outside the domain stands without an address. */
    Optional<List<String>> nameServers();

    /** Who may issue certificates for the domain, as in a CAA record. Nobody public: the boxes' authority is the server's own. */
    @WithDefault("0 issue \";\"")
    List<String> caa();

    /** How long others may remember the address of a box; a name never gets another. */
    @WithDefault("1h")
    Duration ttl();

    /** How long others may remember that there is no such name; a new box waits for that. */
    @WithDefault("1m")
    Duration negativeTtl();

    /** Boxes stand in shops' networks; a name that leads to a public address leads out of one. */
    @WithDefault("false")
    boolean publicAddresses();

    /** Like answers a second over UDP for one network (IPv4 /24, IPv6 /56), after which others ask again over TCP. 0: no limit. */
    @WithDefault("100")
    int answersPerSecond();
}
