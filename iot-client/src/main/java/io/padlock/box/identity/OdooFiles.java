package io.padlock.box.identity;

import io.padlock.box.identity.Connection.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a stock box keeps in its home folder: {@code odoo.conf}, or up to 17.0 one file for each value. */
final class OdooFiles {

    private final Path folder;

    OdooFiles(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException when something is there and can't be read */
    Connection read() throws IOException {
        Optional<String> conf = text("odoo.conf");
        if (conf.isPresent()) {
            Connection connection = OdooConf.read(conf.get(), Origin.ODOO_CONF);
            if (connection.saysSomething()) {
                return connection;
            }
        }
        return Connection.of(
                text("odoo-remote-server.conf"),
                text("token"),
                text("odoo-db-uuid.conf"),
                text("odoo-enterprise-code.conf"),
                Origin.ODOO_FILES);
    }

    private Optional<String> text(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
