package io.padlock.box.printers;

import static io.restassured.RestAssured.given;

import io.padlock.testing.printer.Printer;
import io.restassured.specification.RequestSpecification;

/** Somebody who follows the steps on the printer's own page. */
final class AtThePrinter {

    private AtThePrinter() {}

    static void imports(Printer printer, byte[] pkcs12, String password) throws Exception {
        String session = page(printer)
                .formParams("id", "epson", "password", printer.serialNumber())
                .post("/login")
                .cookie("session");
        page(printer)
                .cookie("session", session)
                .multiPart("file", "printer.p12", pkcs12)
                .multiPart("password", password)
                .post("/certificates/import")
                .then()
                .statusCode(200);
        page(printer)
                .cookie("session", session)
                .formParams("server-certificate", "IMPORTED")
                .post("/ssl")
                .then()
                .statusCode(200);
        printer.restart();
    }

    private static RequestSpecification page(Printer printer) {
        return given().baseUri(printer.plainUrl()).redirects().follow(false);
    }
}
