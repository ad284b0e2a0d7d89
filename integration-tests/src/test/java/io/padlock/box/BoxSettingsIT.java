package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Box;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged box says of settings with which it can't start. */
class BoxSettingsIT {

    @TempDir
    Path folder;

    @Test
    void settings_that_cannot_work_are_sentences_at_the_start() throws Exception {
        Path rubbish = Files.writeString(
                folder.resolve("roots.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThat(saidOf("padlock.box.printers.https-port", "99999")).contains("from 1 to 65535");
        assertThat(saidOf("padlock.box.printers.http-port", "0")).contains("from 1 to 65535");
        assertThat(saidOf("padlock.box.nginx.port", "abc")).contains("from 1 to 65535");
        assertThat(saidOf("padlock.box.report.by", "foo")).contains("UNLESS_ODOO_DOES");
        assertThat(saidOf("padlock.box.server-roots", folder.toString())).contains("no file that this user may read");
        assertThat(saidOf("padlock.box.server-roots", rubbish.toString())).contains("certificates in PEM");
        assertThat(saidOf("padlock.box.proxy", "http://me:hunter2@127.0.0.1:99999"))
                .contains("with a port from 1 to 65535")
                .doesNotContain("hunter2");
    }

    private String saidOf(String setting, String value) throws Exception {
        try (Box box = Box.launch(
                folder.resolve("box"),
                "https://padlock.example.com",
                Server.UUID,
                Server.CODE,
                Ports.free(),
                Ports.free(),
                "-D" + setting + "=" + value)) {
            assertThat(box.awaitEnd()).as(setting).isEqualTo(1);
            assertThat(box.said()).contains("The box's client can't start. ").doesNotContain("\tat ");
            return box.said();
        }
    }
}
