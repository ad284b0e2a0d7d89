package io.padlock.box.diagnosis;

import io.padlock.box.identity.BoxAddress;

/**
 * Under which name the box should be found.
 *
 * @param zone {@code d73e7513.odoo-iot.com}
 * @param ip its address, which the name has to lead to
 */
record NameOfBox(String name, String zone, String ip) {

    static NameOfBox of(BoxAddress address, String zone) {
        return new NameOfBox(address.nameIn(zone), zone, address.ip());
    }

    /** Whose name servers publish all zones. */
    String domain() {
        return zone.substring(zone.indexOf('.') + 1);
    }
}
