package io.padlock.box.printers;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;

/** Somebody who follows the steps on the printer's own page. */
public final class AtThePrinter {

    private final String url;
    private final String session;

    private AtThePrinter(String url, String serialNumber) {
        this.url = url;
        this.session = page().formParams("id", "epson", "password", serialNumber)
                .post("/login")
                .cookie("session");
    }

    public static AtThePrinter signedIn(String url, String serialNumber) {
        return new AtThePrinter(url, serialNumber);
    }

    public AtThePrinter imports(byte[] pkcs12, String password) {
        page().cookie("session", session)
                .multiPart("file", "printer.p12", pkcs12)
                .multiPart("password", password)
                .post("/certificates/import")
                .then()
                .statusCode(200);
        page().cookie("session", session)
                .formParams("server-certificate", "IMPORTED")
                .post("/ssl")
                .then()
                .statusCode(200);
        return this;
    }

    public void resets() {
        page().cookie("session", session).post("/reset").then().statusCode(200);
    }

    private RequestSpecification page() {
        return given().baseUri(url).redirects().follow(false);
    }
}
