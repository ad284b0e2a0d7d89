package io.padlock.provisioning.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class LedgerTest {

    @Inject
    Pool pool;

    @Test
    void holds_to_the_byte_what_left_the_server() throws Exception {
        Customer customer = Customer.eligible();
        String chain = stockCertificate(customer);
        byte[] received = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain.getBytes()))
                .getEncoded();

        Row row = pool.preparedQuery("select * from certificate where database_uuid = $1")
                .execute(Tuple.of(UUID.fromString(customer.uuid())))
                .await()
                .indefinitely()
                .iterator()
                .next();

        assertThat(row.getBuffer("der").getBytes()).isEqualTo(received);
        assertThat(row.getString("door")).isEqualTo("STOCK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update certificate set zone = '00000000'",
                "delete from certificate",
                "update zone set database_uuid = gen_random_uuid()",
                "delete from zone"
            })
    void refuses_to_be_corrected(String sql) {
        stockCertificate(Customer.eligible());

        assertThatThrownBy(() -> pool.query(sql).execute().await().indefinitely())
                .hasMessageContaining("append-only");
    }

    private static String stockCertificate(Customer customer) {
        return given().body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509")
                .path("result.x509_pem");
    }
}
