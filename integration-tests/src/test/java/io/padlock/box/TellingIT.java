package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged box tells the customer's database by which name it is found, and until when its certificate is good. */
class TellingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void the_database_that_a_box_was_connected_to_hears_its_name_and_of_each_certificate_and_no_code()
            throws Exception {
        Path data = folder.resolve("box");
        try (Server server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0");
                CustomersOdoo odoo = new CustomersOdoo();
                Box box = Box.start(data, Map.of("PADLOCK_BOX_SERVER", server.url()))) {
            Customer customer = Customer.knownTo(server);

            Command connected = Box.command(
                    data, "connect", odoo.url() + "|t0ken-of-the-shop|" + customer.uuid() + "|" + customer.code());
            assertThat(connected.status()).as(connected.output()).isZero();
            box.awaitCode("OK");
            Await.until("all that is to be told", PATIENCE, () -> odoo.heard().size() == 2);

            CustomersOdoo.Heard setup = odoo.heard().get(0);
            assertThat(setup.path()).isEqualTo("/iot/setup");
            JsonNode told = setup.params().path("iot_box");
            assertThat(told.path("ip").asText()).isEqualTo(box.name());
            assertThat(told.path("token").asText()).isEqualTo("t0ken-of-the-shop");
            CustomersOdoo.Heard status = odoo.heard().get(1);
            assertThat(status.path()).isEqualTo("/iot/box/update_certificate_status");
            assertThat(status.params().path("identifier").asText())
                    .isNotEmpty()
                    .isEqualTo(told.path("identifier").asText());
            assertThat(status.params().path("ssl_certificate_end_date").asText().replace(' ', 'T') + "Z")
                    .isEqualTo(box.status("certificate.notAfter"));

            assertThat(Box.command(data, "renew").status()).isZero();
            Await.until("of the new one too", PATIENCE, () -> odoo.heard().size() == 4);
            assertThat(odoo.heard().toString()).doesNotContain(customer.code());
            assertThat(box.said()).doesNotContain(customer.code(), "t0ken-of-the-shop");
        }
    }
}
