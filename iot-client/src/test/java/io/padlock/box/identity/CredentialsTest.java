package io.padlock.box.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.identity.Connection.Origin;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.Identity.NoCredential;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final String ONE = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String TWO = "11111111-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String TOKEN = "https://db.example.com|A1b2|" + TWO + "|CODE-ENTERED";

    @TempDir
    Path data;

    @TempDir
    Path odoo;

    @Test
    void the_file_of_a_stock_box_is_read_as_python_reads_it() throws Exception {
        Files.writeString(odoo.resolve("odoo.conf"), """
                [options]
                db_uuid = not this one
                [iot.box]
                # written by Odoo
                Remote_Server: https://shop.odoo.com
                token=abc=def
                db_uuid = %s
                  enterprise_code = M-CONF
                subject = *.d73e7513.odoo-iot.com
                [other]
                enterprise_code = nor this one
                """.formatted(ONE));

        Connection connection = credentials(nothing()).connection();

        assertThat(connection.origin()).isEqualTo(Origin.ODOO_CONF);
        assertThat(connection.database()).hasToString("Optional[https://shop.odoo.com]");
        assertThat(connection.token().orElseThrow().reveal()).isEqualTo("abc=def");
        assertThat(connection.uuid()).contains(ONE);
        assertThat(connection.enterpriseCode().orElseThrow().reveal()).isEqualTo("M-CONF");
    }

    @Test
    void the_older_files_are_read_one_for_each_value() throws Exception {
        olderFiles();

        Connection connection = credentials(nothing()).connection();

        assertThat(connection.origin()).isEqualTo(Origin.ODOO_FILES);
        assertThat(connection.uuid()).contains(ONE);
        assertThat(connection.enterpriseCode().orElseThrow().reveal()).isEqualTo("M-FILES");
        assertThat(connection.database()).hasToString("Optional[https://shop.odoo.com]");
    }

    @Test
    void a_file_of_18_that_says_nothing_of_a_box_leaves_the_older_ones_in_force() throws Exception {
        olderFiles();
        Files.writeString(odoo.resolve("odoo.conf"), "[options]\nadmin_passwd = x\n");

        assertThat(credentials(nothing()).connection().origin()).isEqualTo(Origin.ODOO_FILES);
    }

    @Test
    void settings_go_before_what_was_entered_and_that_before_odoos_files() throws Exception {
        olderFiles();
        Credentials credentials = credentials(nothing());
        credentials.enter(ConnectionToken.parse(TOKEN));
        assertThat(credentials.connection().uuid()).contains(TWO);
        assertThat(credentials(setting(Optional.of(ONE), Optional.of("M-SET")))
                        .connection()
                        .origin())
                .isEqualTo(Origin.SETTINGS);

        credentials.forget();
        assertThat(credentials.connection().origin()).isEqualTo(Origin.ODOO_FILES);
    }

    /** Half of one customer's and half of another's would be nobody's. */
    @Test
    void sources_are_not_mixed() throws Exception {
        olderFiles();

        Identity identity =
                credentials(setting(Optional.of(TWO), Optional.empty())).identity();

        assertThat(identity).isEqualTo(new NoCredential(List.of(Phrase.of("contract-code"))));
    }

    @Test
    void what_odoo_writes_later_counts_the_next_time() throws Exception {
        Credentials credentials = credentials(nothing());
        assertThat(credentials.identity()).isInstanceOf(NoCredential.class);

        olderFiles();

        assertThat(credentials.identity()).isInstanceOf(Connected.class);
    }

    @Test
    void what_was_entered_is_for_the_owner_only_and_survives_a_restart() throws Exception {
        credentials(nothing()).enter(ConnectionToken.parse(TOKEN));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("connection.conf"))))
                .isEqualTo("rw-------");
        Connection connection = credentials(nothing()).connection();
        assertThat(connection.uuid()).contains(TWO);
        assertThat(connection.enterpriseCode().orElseThrow().reveal()).isEqualTo("CODE-ENTERED");
        assertThat(connection.token().orElseThrow().reveal()).isEqualTo("A1b2");
        assertThat(connection.toString()).doesNotContain("CODE-ENTERED", "A1b2");
    }

    @Test
    void a_file_that_can_not_be_read_is_told_and_no_reason_to_fall_over() throws Exception {
        Files.createDirectory(odoo.resolve("odoo.conf"));

        assertThat(credentials(nothing()).identity()).isInstanceOf(Identity.Unreadable.class);
    }

    private void olderFiles() throws IOException {
        Files.writeString(odoo.resolve("odoo-remote-server.conf"), "https://shop.odoo.com\n");
        Files.writeString(odoo.resolve("token"), "abc\n");
        Files.writeString(odoo.resolve("odoo-db-uuid.conf"), ONE + "\n");
        Files.writeString(odoo.resolve("odoo-enterprise-code.conf"), "M-FILES\n");
    }

    private Credentials credentials(IdentityConfig config) {
        return new Credentials(config, data);
    }

    private IdentityConfig nothing() {
        return setting(Optional.empty(), Optional.empty());
    }

    private IdentityConfig setting(Optional<String> uuid, Optional<String> code) {
        return new Settings(
                Optional.of("https://padlock.example.com"), uuid, code, Optional.empty(), Optional.of(odoo));
    }
}
