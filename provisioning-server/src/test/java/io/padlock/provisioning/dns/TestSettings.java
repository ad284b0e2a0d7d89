package io.padlock.provisioning.dns;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What somebody set; no servers: not set. */
record TestSettings(List<String> servers, String caaRecord, long negativeSeconds) implements DnsConfig {

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public List<String> host() {
        return List.of("127.0.0.1");
    }

    @Override
    public int port() {
        return 8053;
    }

    @Override
    public Optional<List<String>> nameServers() {
        return servers.isEmpty() ? Optional.empty() : Optional.of(servers);
    }

    @Override
    public List<String> caa() {
        return List.of(caaRecord);
    }

    @Override
    public Duration ttl() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration negativeTtl() {
        return Duration.ofSeconds(negativeSeconds);
    }

    @Override
    public boolean publicAddresses() {
        return false;
    }

    @Override
    public int answersPerSecond() {
        return 100;
    }
}
