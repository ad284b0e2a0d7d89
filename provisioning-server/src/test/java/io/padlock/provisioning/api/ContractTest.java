package io.padlock.provisioning.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class ContractTest {

    private static final Path REVIEWED = Path.of("src/main/resources/META-INF/openapi.yaml");
    private static final String DATABASES = "/paths/~1v1~1operator~1databases~1{uuid}";

    @Test
    void the_document_is_served_byte_for_byte_as_it_was_reviewed() throws IOException {
        byte[] reviewed = Files.readAllBytes(REVIEWED);

        for (String address : List.of("/openapi.yaml", "/q/openapi")) {
            assertThat(given().get(address).then().statusCode(200).extract().asByteArray())
                    .isEqualTo(reviewed);
        }
    }

    @Test
    void the_documents_example_requests_do_what_it_says() throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(REVIEWED.toFile());
        String uuid = document.at(DATABASES + "/parameters/0/example").asText();

        given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN)
                .contentType("application/json")
                .body(request(document, DATABASES + "/put"))
                .put("/v1/operator/databases/" + uuid)
                .then()
                .statusCode(201)
                .body("eligible", equalTo(true));
        given().contentType("application/json")
                .body(request(document, "/paths/~1v1~1certificates/post"))
                .post("/v1/certificates")
                .then()
                .statusCode(201);
        given().contentType("application/json")
                .body(request(document, "/paths/~1odoo-enterprise~1iot~1x509/post"))
                .post("/odoo-enterprise/iot/x509")
                .then()
                .statusCode(200)
                .body("error", equalTo(null));
    }

    @Test
    void the_root_is_handed_out_as_pem() {
        String root = given().get("/v1/authority/root.pem")
                .then()
                .statusCode(200)
                .contentType("application/x-pem-file")
                .extract()
                .asString();

        assertThat(root).startsWith("-----BEGIN CERTIFICATE-----\n").endsWith("-----END CERTIFICATE-----\n");
    }

    private static String request(JsonNode document, String operation) {
        return document.at(operation + "/requestBody/content/application~1json/examples/eligible/value")
                .toString();
    }
}
