package io.padlock.running;

import java.io.IOException;
import java.util.UUID;

/** A database, with the contract code that its boxes know. */
public record Customer(String uuid, String code) {

    /** One that may have certificates, as far as a server knows. */
    public static Customer knownTo(Server server) throws IOException {
        Customer customer = new Customer(UUID.randomUUID().toString(), Server.CODE);
        server.register(customer.uuid(), customer.code(), "PRODUCTION");
        return customer;
    }
}
