package io.padlock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests of tests are held to the contract, so no test may open a way to the server beside those that do so, but for these. */
class SendersTest {

    private static final Pattern WAY = Pattern.compile("HttpClient\\.new(HttpClient|Builder)\\(|new Socket\\("
            + "|\\.openConnection\\(|SocketChannel\\.open\\(|createHttpClient\\(|createNetClient\\(|WebClient\\.create\\("
            + "|\"curl[\" ]|\\| curl "
            + "|RestAssured\\.(reset|replaceFiltersWith)\\(|\\.noFilters\\(");

    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("CheckedHttpClient.java", "It checks."),
            Map.entry("running/Caller.java", "Gives its client to a CheckedHttpClient."),
            Map.entry("hostility/HeldOpenIT.java", "Sends what never ends, to which there is no answer."),
            Map.entry("hostility/Connection.java", "Sends what no client would; its judge checks what came."),
            Map.entry("wire/Link.java", "A wire: it passes on what others send."),
            Map.entry("running/LoadBalancer.java", "Passes on what others send, and asks for readiness."),
            Map.entry("running/ReadinessWatch.java", "Asks for readiness, which is not in the contract."),
            Map.entry("running/Crowd.java", "Ten thousand connections at once, more than a client holds."),
            Map.entry("box/LanBrowser.java", "Asks a box, which is no server of ours."),
            Map.entry("box/ConnectProxy.java", "A proxy: it passes on what others send."),
            Map.entry("diagnosis/DiagnosisTest.java", "Fills a queue until nobody gets in, and says nothing."),
            Map.entry("names/BoxInAShop.java", "By curl to a box in a network of its own, which is no server of ours."),
            Map.entry("box/NginxIT.java", "By curl to an nginx, which is no server of ours."),
            Map.entry(
                    "machine/ProxyIT.java",
                    "By curl to an nginx, from several of this machine's addresses, which no client of these chooses."),
            Map.entry("printer/PrinterTest.java", "Asks a printer, which is no server of ours."),
            Map.entry("printers/OtherSystemsIT.java", "By curl to a printer, which is no server of ours."),
            Map.entry("printers/Marionette.java", "Drives a browser, which is no server of ours."),
            Map.entry("dns/DnsServerTest.java", "Speaks DNS, which is not in the contract."),
            Map.entry("homepage/RefusedBoxTest.java", "Asks a box whether it listens."),
            Map.entry("storms/Readiness.java", "Asks for readiness, which is not in the contract."),
            Map.entry("wire/NotHttpTest.java", "Sends what is not HTTP, which no client would."),
            Map.entry("wire/WireTest.java", "Is at both ends of a wire; there is no server."),
            Map.entry("running/Ports.java", "Asks whether anybody listens, and says nothing."),
            Map.entry("running/KeptConnection.java", "Checks each distinct answer, after its time was taken."),
            Map.entry(
                    "kills/KeepAliveClient.java",
                    "Hears of a connection that is closed between two requests, which a client hides, and checks each answer."),
            Map.entry("kubernetes/KubernetesIT.java", "Asks whether anybody listens, and says nothing."),
            Map.entry("FirstCertificateIT.java", "By curl to a box, which is no server of ours."),
            Map.entry("docs/ReadmeIT.java", "By curl what the page tells a person to type."),
            Map.entry("hostility/CurlLine.java", "Writes a line for people and sends nothing."),
            Map.entry("hostility/JudgeTest.java", "Reads that line and sends nothing."),
            Map.entry(
                    "hostility/HostilityIT.java",
                    "By curl again what the judge has checked, and 600 requests to use up a budget."),
            Map.entry(
                    "operator/DatabaseImportsTest.java", "A body that breaks off: nobody is there to hear the answer."),
            Map.entry("operator/OperatorActionsTest.java", "Hangs up in the middle of an answer."));

    @Test
    void nobody_asks_a_server_around_those_who_check_its_answers() throws IOException {
        Set<String> ways = new TreeSet<>();
        for (String module : new String[] {
            "testing/src", "provisioning-server/src/test", "iot-client/src/test", "integration-tests/src/test"
        }) {
            ways.addAll(in(Checkout.file(module)));
        }

        assertThat(ways)
                .allSatisfy(file -> assertThat(ALLOWED.keySet())
                        .as(file + " asks by itself: use REST Assured or CheckedHttpClient, or say here why not")
                        .anyMatch(file::endsWith));
        assertThat(ALLOWED.keySet())
                .as("reasons for what is no longer there")
                .allSatisfy(allowed -> assertThat(ways).anyMatch(file -> file.endsWith(allowed)));
    }

    private static Set<String> in(Path folder) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (!file.endsWith("SendersTest.java")
                        && WAY.matcher(Files.readString(file)).find()) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }
}
