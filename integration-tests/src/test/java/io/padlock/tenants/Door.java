package io.padlock.tenants;

import io.padlock.running.KeptConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where somebody who names a database and a contract code is answered. */
enum Door {
    CERTIFICATES("/v1/certificates", "{\"databaseUuid\":\"%s\",\"enterpriseCode\":\"%s\",\"signingRequest\":\"%s\"}"),
    ELIGIBILITY("/v1/eligibility", "{\"databaseUuid\":\"%s\",\"enterpriseCode\":\"%s\"}"),
    STOCK("/odoo-enterprise/iot/x509", "{\"params\":{\"db_uuid\":\"%s\",\"enterprise_code\":\"%s\"}}");

    private final String path;
    private final String body;

    Door(String path, String body) {
        this.path = path;
        this.body = body;
    }

    String path() {
        return path;
    }

    String body(String uuid, String code, String signingRequest) {
        return body.formatted(uuid, code, signingRequest.replace("\n", "\\n"));
    }

    byte[] request(String uuid, String code, String signingRequest, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        return KeptConnection.request(
                "POST", path, all, body(uuid, code, signingRequest).getBytes(StandardCharsets.UTF_8));
    }
}
