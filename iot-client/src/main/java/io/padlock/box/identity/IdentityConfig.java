package io.padlock.box.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.box")
public interface IdentityConfig {

    /** Where certificates come from: https, or http on this machine itself. */
    Optional<String> server();

    /** The UUID of the Odoo database that the box is connected to. */
    Optional<String> databaseUuid();

    /** The contract code of that database. A secret. */
    Optional<String> enterpriseCode();

    /** The address of that database, to tell it how the box is found. */
    Optional<String> database();

    /** What the database gave the box to be known by. A secret. */
    Optional<String> token();

    /** The folder in which a stock box keeps {@code odoo.conf}, or its older files. */
    @WithName("odoo-files")
    Optional<Path> odooFiles();

    /** A PEM file with the roots to trust for the server, beside those of the system. */
    @WithName("server-roots")
    Optional<Path> serverRoots();

    /** The box's own IPv4 address in the shop; found out when it is not given. */
    Optional<String> address();

    /** What people call the box; the machine's name when it is not given. */
    Optional<String> name();
}
