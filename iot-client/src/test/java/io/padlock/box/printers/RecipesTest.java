package io.padlock.box.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.certificate.AddressCertificate;
import io.padlock.box.printers.Recipes.Recipe;
import io.padlock.testing.printer.Selfsigned;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipesTest {

    private static final PrinterAddress ADDRESS = PrinterAddress.kept("192.168.1.25");
    private static final X509Certificate ROOT = AddressCertificate.make(
                    "192.168.1.25", "root", Instant.now(), Instant.now().plus(Duration.ofDays(30)))
            .root();

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void each_system_has_its_steps_and_each_certificate_in_a_command_is_this_one(Target target) throws Exception {
        assertThat(target.steps(ADDRESS)).isNotEmpty();
        for (Recipe recipe : Recipes.of(target, ADDRESS, ROOT)) {
            Matcher base64 = Pattern.compile(
                            "(?s)(?:-----BEGIN CERTIFICATE-----|FromBase64String\\(')(.*?)(?:-----END|'\\))")
                    .matcher(recipe.text());
            if (base64.find()) {
                byte[] der = Base64.getMimeDecoder().decode(base64.group(1));
                assertThat(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)))
                        .isEqualTo(ROOT);
            } else {
                assertThat(recipe.text()).contains("printer-192-168-1-25.crt");
            }
        }
    }

    /** Pasted as a whole, both would run. */
    @Test
    void no_line_for_one_user_of_windows_stands_beside_one_for_all() {
        assertThat(Recipes.of(Target.WINDOWS, ADDRESS, ROOT))
                .extracting(Recipe::text)
                .filteredOn(text -> text.contains("certutil"))
                .containsExactly(
                        "certutil -user -addstore Root printer-192-168-1-25.crt",
                        "certutil -addstore Root printer-192-168-1-25.crt");
    }

    @Test
    void the_command_for_chromes_database_does_as_it_says() throws Exception {
        Path script = Files.writeString(
                home.resolve("run.sh"),
                "set -e\ncd \"$HOME\"\n"
                        + Recipes.of(Target.NSS, ADDRESS, ROOT).get(0).text() + "\n");
        String said = run("sh", script.toString());

        assertThat(run("certutil", "-L", "-d", "sql:" + home.resolve(".pki/nssdb")))
                .as(said)
                .contains(Recipes.nickname(ROOT))
                .contains("C,,");
    }

    @Test
    void what_somebody_decided_for_firefox_already_is_added_to_and_not_replaced() throws Exception {
        Path folder = home.resolve("policies");
        List<Recipe> recipes = Recipes.of(Target.FIREFOX, ADDRESS, ROOT);
        Path policies = folder.resolve("policies.json");
        run("sh", script(recipes.get(0), folder).toString());
        assertThat(policies).content().contains("\"" + folder + "/" + Recipes.installed(ADDRESS, ROOT) + "\"");

        String others =
                "{\"policies\": {\"DisableTelemetry\": true, \"Certificates\": {\"Install\": [\"/other.crt\"]}}}";
        Files.writeString(policies, others);
        Process refused = start("sh", script(recipes.get(0), folder).toString());
        assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("policies.json is there already");
        assertThat(refused.waitFor()).isNotZero();
        assertThat(policies).hasContent(others);

        run("sh", script(recipes.get(1), folder).toString());
        run("sh", script(recipes.get(1), folder).toString());
        JsonNode merged = new ObjectMapper().readTree(policies.toFile()).path("policies");
        assertThat(merged.path("DisableTelemetry").asBoolean()).isTrue();
        assertThat(merged.at("/Certificates/Install"))
                .extracting(JsonNode::asText)
                .containsExactly("/other.crt", folder + "/" + Recipes.installed(ADDRESS, ROOT));
        assertThat(folder.resolve(Recipes.installed(ADDRESS, ROOT))).content().contains("BEGIN CERTIFICATE");
    }

    @Test
    void each_profile_of_firefox_gets_it_wherever_firefox_made_it() throws Exception {
        Path firefoxes = Files.writeString(
                home.resolve("run.sh"),
                "cd \"$HOME\"\n"
                        + Recipes.of(Target.FIREFOX, ADDRESS, ROOT).get(2).text() + "\n");
        Process nobody = start("sh", firefoxes.toString());
        String said = new String(nobody.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(nobody.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("No profile of Firefox took it. Start Firefox once");

        List<Path> profiles = new ArrayList<>();
        for (String root :
                List.of(".mozilla/firefox", ".config/mozilla/firefox", "snap/firefox/common/.mozilla/firefox")) {
            Path profile = Files.createDirectories(home.resolve(root).resolve("a1b2c3d4.a person's"));
            run("certutil", "-N", "--empty-password", "-d", "sql:" + profile);
            profiles.add(profile);
        }
        run("sh", firefoxes.toString());

        for (Path profile : profiles) {
            assertThat(run("certutil", "-L", "-d", "sql:" + profile)).contains(Recipes.nickname(ROOT), "C,,");
        }
    }

    /** Where no administrator is needed. */
    private Path script(Recipe recipe, Path folder) throws Exception {
        return Files.writeString(
                home.resolve("run.sh"),
                "set -e\ncd \"$HOME\"\n"
                        + recipe.text()
                                .replace(Recipes.FIREFOX_FOLDER, folder.toString())
                                .replace("sudo ", "")
                        + "\n");
    }

    @Test
    void one_that_a_printer_made_for_itself_is_trusted_as_that_server_only() {
        X509Certificate own = Selfsigned.forAddress("192.168.1.25").make().certificate();

        assertThat(Recipes.nssTrust(ROOT)).isEqualTo("C,,");
        assertThat(Recipes.nssTrust(own)).isEqualTo("P,,");
        assertThat(Recipes.of(Target.FIREFOX, ADDRESS, own).get(2).text())
                .as("who is a server only is nobody to Firefox")
                .contains("-t \"C,,\"");
        assertThat(Recipes.of(Target.MACOS, ADDRESS, own).get(0).text()).contains("trustAsRoot");
    }

    @Test
    void the_same_certificate_is_the_same_profile() {
        String profile = Profile.of(ADDRESS, ROOT);

        assertThat(profile)
                .isEqualTo(Profile.of(ADDRESS, ROOT))
                .contains("com.apple.security.root")
                .contains("printer-192-168-1-25.crt");
        assertThat(Download.certificate(ADDRESS, ROOT).type()).isEqualTo("application/x-x509-ca-cert");
        assertThat(new String(Download.certificate(ADDRESS, ROOT).content(), StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("-----END CERTIFICATE-----\n");
    }

    private Process start(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(words)).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private String run(String... words) throws Exception {
        Process process = start(words);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
