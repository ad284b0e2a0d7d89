package io.padlock.box.diagnosis;

import io.padlock.box.identity.BoxAddress;
import io.padlock.box.names.Inquiry;
import java.nio.file.Path;

/** A box's look at its name in a Java of its own, whose hosts file is a test's. */
final class LooksUpOnce {

    private LooksUpOnce() {}

    /** @param arguments the resolver file, and who publishes the name */
    public static void main(String[] arguments) {
        OwnName own = new OwnName(Dns.NOTHING_SET.publishedBy(arguments[1]), Path.of(arguments[0]), new Inquiry(null));
        NameOfBox box = NameOfBox.of(new BoxAddress("192.168.77.25"), "d73e7513.odoo-iot.com");
        System.out.println(own.look(box).evidence().key());
    }
}
