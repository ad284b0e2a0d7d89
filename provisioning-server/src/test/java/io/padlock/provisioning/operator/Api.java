package io.padlock.provisioning.operator;

import static io.restassured.RestAssured.given;

import io.padlock.provisioning.TestServer;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** What an operator sends. */
final class Api {

    static final String DATABASES = "/v1/operator/databases";
    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";
    static final String HEADER = "uuid,enterpriseCode,kind,subscriptionStatus,lines\n";

    private Api() {}

    static RequestSpecification operator() {
        return withBodiesAsTheyAre().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN);
    }

    static RequestSpecification withBodiesAsTheyAre() {
        return given().config(RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(CSV, ContentType.BINARY)
                        .encodeContentTypeAs(NDJSON, ContentType.BINARY)));
    }

    static Response send(String type, String mode, byte[] body) {
        return operator().contentType(type).queryParam("mode", mode).body(body).post(DATABASES + "/import");
    }

    static Response send(String type, String mode, String body) {
        return send(type, mode, body.getBytes(StandardCharsets.UTF_8));
    }

    static String json(String uuid, String code, String kind, int boxes) {
        return "{\"uuid\":\"" + uuid + "\"," + (code == null ? "" : "\"enterpriseCode\":\"" + code + "\",")
                + "\"kind\":\"" + kind + "\",\"subscription\":{\"status\":\"IN_PROGRESS\",\"lines\":["
                + "{\"product\":\"IOT_BOX\",\"quantity\":"
                + boxes + "}]}}\n";
    }
}
