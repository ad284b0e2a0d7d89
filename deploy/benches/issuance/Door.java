package issuance;

import java.util.List;
import java.util.Locale;

/** The server's doors, and what of cfssl's is asked beside them. */
enum Door {
    V1("v1", "/v1/certificates", 201, "/api/v1/cfssl/sign"),
    /** The server makes the key, as cfssl's newcert does. */
    STOCK("stock", "/odoo-enterprise/iot/x509", 200, "/api/v1/cfssl/newcert");

    final String title;
    final String path;
    /** What says that a certificate was issued, and not one given again. */
    final int issued;

    final String pathOfTheRival;

    Door(String title, String path, int issued, String pathOfTheRival) {
        this.title = title;
        this.path = path;
        this.issued = issued;
        this.pathOfTheRival = pathOfTheRival;
    }

    static List<Door> named(String name) {
        return name.equals("both") ? List.of(values()) : List.of(valueOf(name.toUpperCase(Locale.ROOT)));
    }
}
