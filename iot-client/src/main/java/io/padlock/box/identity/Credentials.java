package io.padlock.box.identity;

import io.padlock.box.disk.Disk;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.identity.Connection.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which database the box belongs to: what the settings say, else what somebody entered, else what a stock box's own files say.
 * The first that says something counts whole: half of one customer's credentials and half of another's would be nobody's.
 *
 * <p>Looked at anew each time, since Odoo's own software may write its files meanwhile.
 */
public final class Credentials {

    private final IdentityConfig config;
    private final Path entered;

    public Credentials(IdentityConfig config, Path data) {
        this.config = config;
        this.entered = data.resolve("connection.conf");
    }

    public Identity identity() {
        try {
            return Identity.of(config.server(), connection());
        } catch (IOException e) {
            return new Identity.Unreadable(DiskTrouble.inWords(e));
        }
    }

    public Connection connection() throws IOException {
        Connection fromSettings = Connection.of(
                config.database(), config.token(), config.databaseUuid(), config.enterpriseCode(), Origin.SETTINGS);
        if (fromSettings.saysSomething()) {
            return fromSettings;
        }
        if (Files.exists(entered)) {
            return OdooConf.read(Files.readString(entered), Origin.ENTERED);
        }
        Optional<Path> odoo = config.odooFiles();
        if (odoo.isPresent()) {
            Connection ofStockBox = new OdooFiles(odoo.get()).read();
            if (ofStockBox.saysSomething()) {
                return ofStockBox;
            }
        }
        return Connection.NONE;
    }

    public void enter(Connection connection) throws IOException {
        Disk.createFolder(entered.toAbsolutePath().getParent());
        Disk.replace(entered, OdooConf.write(connection));
    }

    /** What a stock box's files say counts again, if anything. */
    public void forget() throws IOException {
        Files.deleteIfExists(entered);
    }
}
