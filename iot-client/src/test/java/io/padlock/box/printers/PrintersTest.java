package io.padlock.box.printers;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.box.TestClock;
import io.padlock.box.printers.Checked.Missing;
import io.padlock.box.printers.Refused.Kind;
import io.padlock.testing.printer.Listener;
import io.padlock.testing.printer.Manner;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.padlock.testing.printer.Selfsigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box and a printer, over real connections. */
class PrintersTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path data;

    @Test
    void from_a_printer_of_old_firmware_to_a_padlock() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            Printers printers = Shop.with(data, printer);
            PrinterAddress address = printers.address(printer.address());

            Checked before = printers.check(address, Optional.empty());
            assertThat(before.missing()).contains(Missing.GENERATE);
            assertThat(before.look().isEpos()).isTrue();
            assertThat(before.look().certificate().orElseThrow().isSelfSigned()).isTrue();

            Kept kept = printers.generate(address, Optional.empty(), false);
            assertThat(printers.check(address, Optional.empty()).missing()).contains(Missing.INSTALL);

            AtThePrinter.signedIn(printer.plainUrl(), printer.serialNumber())
                    .imports(Download.pkcs12(address, kept, "Secret-7").content(), "Secret-7");
            printer.restart();
            Checked after = printers.check(address, Optional.empty());
            assertThat(after.isPadlock()).as(after.explanation().toString()).isTrue();
            assertThat(after.look().objections()).isEmpty();
            assertThat(after.look().shows(kept)).isTrue();
            assertThat(printer.printed()).as("nobody wasted paper").isEmpty();
        }
    }

    @Test
    void a_certificate_is_generated_once_unless_somebody_insists_and_then_both_are_kept() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            TestClock clock = new TestClock(Instant.now());
            Printers printers = Shop.at(clock, data, printer);
            PrinterAddress address = printers.address(printer.address());
            Kept first = printers.generate(address, Optional.of(1), false);

            assertThatThrownBy(() -> printers.generate(address, Optional.of(1), false))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.ONCE))
                    .hasMessageContaining("devices that have imported it lose access");

            Kept second = printers.generate(address, Optional.of(2), true);
            assertThat(printers.kept(address))
                    .extracting(Kept::fingerprint)
                    .containsExactly(second.fingerprint(), first.fingerprint());
            assertThat(printers.export(address, Optional.empty())).isEqualTo(second.toImport());
            assertThat(printers.export(address, Optional.of(first.printersFingerprint())))
                    .isEqualTo(first.toImport());
            assertThat(printers.known()).containsExactly(address);

            clock.goOn(Duration.ofDays(731));
            Kept third = printers.generate(address, Optional.empty(), false);
            assertThat(third.number()).as("what ended is nobody's loss").isEqualTo(3);
            assertThat(List.of(days(first), days(second), days(third))).containsExactly(366L, 731L, 825L);
        }
    }

    @Test
    void of_many_who_generate_at_once_one_does() throws Exception {
        Printers printers = Shop.with(data, 1, 1, SHORT);
        PrinterAddress address = printers.address("192.168.1.25");
        var threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> generate = () -> {
            try {
                printers.generate(address, Optional.empty(), false);
                return true;
            } catch (Refused e) {
                return false;
            }
        };
        List<Boolean> done = new ArrayList<>();
        for (Future<Boolean> one : threads.invokeAll(List.of(generate, generate, generate, generate))) {
            done.add(one.get());
        }
        threads.shutdown();

        assertThat(done).containsOnlyOnce(true);
        assertThat(printers.kept(address)).hasSize(1);
        Path file = data.resolve("printers/192-168-1-25/generated-1.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");

        Files.writeString(file, "rubbish");
        assertThat(printers.kept(address))
                .as("a damaged one is as good as none")
                .isEmpty();
    }

    @Test
    void nobody_gets_one_that_is_valid_longer_than_apple_takes() throws Exception {
        Printers printers = Shop.with(data, 1, 1, SHORT);
        PrinterAddress address = printers.address("192.168.1.25");
        for (int years : new int[] {0, -1, 3, 10}) {
            assertThatThrownBy(() -> printers.generate(address, Optional.of(years), true))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.NOT_UNDERSTOOD))
                    .hasMessageContaining("825 days");
        }
    }

    private static long days(Kept kept) {
        return new ServedCertificate(List.of(kept.shown())).days();
    }

    @Test
    void a_printers_own_certificate_is_exported_when_its_fingerprint_was_compared() throws Exception {
        try (Printer printer =
                Printer.start(Model.making(Selfsigned::forAddress).at(0, 0))) {
            Printers printers = Shop.with(data, printer);
            PrinterAddress address = printers.address(printer.address());
            Fingerprint shown = printers.shown(address);
            assertThat(printers.check(address, Optional.empty()).missing()).contains(Missing.EXPORT);
            assertThat(printers.check(address, Optional.of(shown)).isPadlock()).isTrue();
            Checked changed = printers.check(address, Optional.of(Fingerprint.parse("ab".repeat(32))));
            assertThat(changed.missing()).contains(Missing.EXPORT);
            assertThat(changed.explanation().toString())
                    .as("somebody was given another one")
                    .contains("another certificate than the one that was exported");

            var exported = printers.export(address, Optional.of(Fingerprint.parse(shown.digits())));
            assertThat(exported).isEqualTo(printer.serves().certificate());
            printers.keep(address, exported);
            printers.keep(address, exported);
            assertThat(printers.kept(address)).hasSize(1);

            Checked checked = printers.check(address, Optional.empty());
            assertThat(checked.isPadlock()).isTrue();
            assertThat(checked.atStake()).isPresent();
            assertThat(checked.explanation().toString())
                    .contains("but for these")
                    .contains("Android");
        }
    }

    @Test
    void what_another_box_made_is_not_taken_for_the_printers_own() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            Printers another = Shop.with(data.resolve("another"), printer);
            install(printer, another.generate(another.address(printer.address()), Optional.of(1), false));
            Printers printers = Shop.with(data.resolve("this"), printer);
            PrinterAddress address = printers.address(printer.address());
            Fingerprint shown = Fingerprint.of(printer.serves().certificate());

            assertThat(another.check(address, Optional.empty()).isPadlock()).isTrue();
            for (Optional<Fingerprint> also : List.of(Optional.<Fingerprint>empty(), Optional.of(shown))) {
                Checked checked = printers.check(address, also);
                assertThat(checked.missing()).contains(Missing.GENERATE);
                assertThat(checked.look().objections())
                        .extracting(Objection::code)
                        .containsExactly(Objection.Code.ISSUER_UNKNOWN);
                assertThat(checked.toImport()).isEmpty();
            }
            assertThatThrownBy(() -> printers.export(address, Optional.of(shown)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("that issuer, whose own certificate is not kept here");
            assertThatThrownBy(() -> printers.shown(address)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void what_this_box_made_is_known_at_another_address_with_what_another_one_would_cost() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            Printers printers = Shop.with(data, printer);
            PrinterAddress address = printers.address(printer.address());
            PrinterAddress before = printers.address("127.254.254.254");
            install(printer, printers.generate(before, Optional.of(1), false));

            Checked moved = printers.check(address, Optional.empty());
            assertThat(moved.missing()).contains(Missing.GENERATE);
            assertThat(moved.explanation().toString()).contains("the certificate for " + before);
            assertThat(moved.look().objections())
                    .singleElement()
                    .satisfies(one -> assertThat(one.code()).isEqualTo(Objection.Code.ADDRESS_CHANGED))
                    .satisfies(one -> assertThat(one.remedy().toString())
                            .contains("Give the printer the address " + before + " again", "lose access"));

            printers.generate(address, Optional.of(1), false);
            assertThat(printers.check(address, Optional.empty()).missing()).contains(Missing.INSTALL);
        }
    }

    @Test
    void devices_get_the_one_that_was_made_last_before_the_printer_shows_it() throws Exception {
        Printers printers;
        PrinterAddress address;
        Kept second;
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            printers = Shop.with(data, printer);
            address = printers.address(printer.address());
            Kept first = printers.generate(address, Optional.of(1), false);
            install(printer, first);
            second = printers.generate(address, Optional.of(1), true);

            Checked checked = printers.check(address, Optional.empty());
            assertThat(checked.isPadlock()).isTrue();
            assertThat(checked.toImport()).contains(second.toImport());
            assertThat(checked.stillShown().map(Kept::toImport)).contains(first.toImport());
            assertThat(printers.export(address, Optional.empty())).isEqualTo(second.toImport());

            install(printer, second);
            assertThat(printers.check(address, Optional.empty()).toImport()).contains(second.toImport());
            assertThat(printers.check(address, Optional.empty()).stillShown()).isEmpty();
        }
        assertThat(printers.export(address, Optional.empty()))
                .as("of a printer that is off, the newest")
                .isEqualTo(second.toImport());
    }

    @Test
    void what_is_generated_is_for_devices_at_once_though_they_got_the_printers_own() throws Exception {
        try (Printer printer =
                Printer.start(Model.making(Selfsigned::forAddress).at(0, 0))) {
            Printers printers = Shop.with(data, printer);
            PrinterAddress address = printers.address(printer.address());
            var own = printers.export(address, Optional.of(printers.shown(address)));
            printers.keep(address, own);
            assertThat(printers.export(address, Optional.empty())).isEqualTo(own);

            Kept generated = printers.generate(address, Optional.of(1), false);

            assertThat(printers.export(address, Optional.empty())).isEqualTo(generated.toImport());
            Checked checked = printers.check(address, Optional.empty());
            assertThat(checked.toImport()).contains(generated.toImport());
            assertThat(checked.stillShown().map(Kept::toImport)).contains(own);
        }
    }

    private static void install(Printer printer, Kept kept) throws Exception {
        printer.take(kept.pair().orElseThrow().pkcs12("printer", "Secret-7".toCharArray()), "Secret-7");
        printer.restart();
    }

    @Test
    void nothing_is_generated_by_a_clock_that_is_before_this_software() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            TestClock clock = new TestClock(Instant.parse("1970-01-01T00:05:00Z"));
            Printers printers = Shop.at(clock, data, printer);
            PrinterAddress address = printers.address(printer.address());

            assertThatThrownBy(() -> printers.generate(address, Optional.of(1), true))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.CLOCK))
                    .hasMessageContaining("clock is wrong: it says 1 January 1970")
                    .hasMessageContaining("before this software was made");
            assertThat(printers.kept(address)).isEmpty();

            clock.goOn(Duration.between(clock.instant(), Instant.now()));
            Kept kept = printers.generate(address, Optional.of(1), false);
            Instant begins = kept.shown().getNotBefore().toInstant();
            assertThat(kept.isValidAt(begins)).isTrue();
            assertThat(kept.isValidAt(begins.minusSeconds(1))).isFalse();
            assertThat(kept.isValidAt(kept.notAfter().minusSeconds(1))).isTrue();
            assertThat(kept.isValidAt(kept.notAfter())).isFalse();
        }
    }

    @Test
    void one_that_ended_is_not_to_be_installed_any_more() throws Exception {
        try (Printer printer =
                Printer.start(Model.making(Selfsigned::forAddress).at(0, 0))) {
            TestClock clock = new TestClock(Instant.now());
            Printers printers = Shop.at(clock, data, printer);
            PrinterAddress address = printers.address(printer.address());
            Kept kept = printers.generate(address, Optional.of(1), false);
            assertThat(printers.check(address, Optional.empty()).missing()).contains(Missing.INSTALL);

            clock.goOn(Duration.ofDays(366));

            Checked after = printers.check(address, Optional.empty());
            assertThat(after.missing()).contains(Missing.GENERATE);
            assertThat(after.toImport()).as("the printer's own ended, too").isEmpty();
            Fingerprint own = Fingerprint.of(printer.serves().certificate());
            for (ThrowingCallable had : List.<ThrowingCallable>of(
                    () -> printers.export(address, Optional.empty()),
                    () -> printers.export(address, Optional.of(kept.fingerprint())),
                    () -> printers.export(address, Optional.of(own)),
                    () -> printers.shown(address),
                    () -> printers.generated(address, Optional.empty()))) {
                assertThatThrownBy(had)
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.kind()).isEqualTo(Kind.ENDED))
                        .hasMessageStartingWith("It ended on ")
                        .hasMessageContaining("enerate another one");
            }
        }
    }

    @Test
    void of_a_printer_that_shows_another_one_each_time_the_last_ten_are_kept_and_what_was_made_here() throws Exception {
        Printers printers = Shop.with(data, 1, 1, SHORT);
        PrinterAddress address = printers.address("192.168.1.25");
        Path made =
                Files.createDirectories(data.resolve("printers/192-168-1-25")).resolve("generated-1.pem");
        Files.writeString(made, "damaged, and nothing to throw away");
        Fingerprint last = null;
        for (int download = 0; download < 12; download++) {
            var own = Selfsigned.forAddress("192.168.1.25").make().certificate();
            printers.keep(address, own);
            last = Fingerprint.of(own);
        }

        assertThat(printers.kept(address)).hasSize(10);
        assertThat(printers.kept(address).get(0).fingerprint()).isEqualTo(last);
        assertThat(made).exists();
    }

    @Test
    void a_printer_whose_https_is_off_is_known_as_one_over_http() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            Printers printers = Shop.with(data, 1, printer.httpPort(), Duration.ofSeconds(20));
            Checked checked = printers.check(printers.address(printer.address()), Optional.empty());

            assertThat(checked.missing()).contains(Missing.REACH);
            assertThat(checked.look().isEpos()).isTrue();
            assertThat(checked.explanation().toString())
                    .contains("over HTTP, and not over HTTPS at port 1")
                    .doesNotContain("no printer");
        }
    }

    @Test
    void a_certificate_that_changes_between_the_look_and_the_export_is_not_exported() throws Exception {
        Model changing =
                Model.making(Selfsigned::forAddress).behaving(Manner.CHANGING).at(0, 0);
        try (Printer printer = Printer.start(changing)) {
            Printers printers = Shop.with(data, printer);
            PrinterAddress address = printers.address(printer.address());
            Fingerprint shown = printers.shown(address);

            assertThatThrownBy(() -> printers.export(address, Optional.of(shown)))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.CHANGED))
                    .hasMessageContaining(shown.text())
                    .hasMessageContaining("Nothing was exported");
            assertThat(printers.kept(address)).isEmpty();
            assertThatThrownBy(() -> printers.export(address, Optional.empty()))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.NOTHING));
        }
    }

    @Test
    void a_printer_is_asked_on_a_page_only_for_what_was_seen_there_a_while_ago() throws Exception {
        try (Listener hanging = Listener.thatHangs("127.0.0.1", 0)) {
            Printers printers = Shop.with(data, hanging.port(), 1, SHORT);
            PrinterAddress address = printers.address("127.0.0.1");
            assertThatThrownBy(() -> printers.exportSeen(address, Optional.of(Fingerprint.parse("ab".repeat(32)))))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("Nothing was exported");
            assertThat(hanging.visitors()).isZero();
        }
        try (Printer printer =
                Printer.start(Model.making(Selfsigned::forAddress).at(0, 0))) {
            TestClock clock = new TestClock(Instant.now());
            Printers printers = Shop.at(clock, data, printer);
            PrinterAddress address = printers.address(printer.address());
            var own = printer.serves().certificate();
            printers.check(address, Optional.empty());

            clock.goOn(Duration.ofMinutes(59));
            assertThat(printers.exportSeen(address, Optional.of(Fingerprint.of(own))))
                    .isEqualTo(own);
            clock.goOn(Duration.ofMinutes(1));
            assertThatThrownBy(() -> printers.exportSeen(address, Optional.of(Fingerprint.of(own))))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.CHANGED));
            printers.keep(address, own);
            assertThat(printers.exportSeen(address, Optional.of(Fingerprint.of(own))))
                    .as("what is kept asks nobody")
                    .isEqualTo(own);
        }
    }

    @Test
    void what_stands_at_a_printers_address_in_its_place_is_told_apart() throws Exception {
        for (Manner manner : new Manner[] {Manner.ANOTHER_DEVICE, Manner.A_PAGE_FOR_EVERYTHING}) {
            try (Printer printer =
                    Printer.start(Model.oldFirmware().behaving(manner).at(0, 0))) {
                Look look = look(Shop.with(data, printer), printer.address());
                assertThat(look.certificate()).isPresent();
                assertThat(look.wasAsked()).isTrue();
                assertThat(look.isEpos()).isFalse();
                assertThat(look.eposSays().toString()).contains("does not answer as an ePOS printer");
            }
        }
        try (Printer endless =
                Printer.start(Model.oldFirmware().behaving(Manner.ENDLESS).at(0, 0))) {
            assertThat(look(Shop.with(data, endless), endless.address()).isEpos())
                    .isFalse();
        }
    }

    @Test
    void who_hangs_is_left_alone_after_a_while_and_who_speaks_no_tls_at_once() throws Exception {
        try (Listener hanging = Listener.thatHangs("127.0.0.1", 0)) {
            long begun = System.nanoTime();
            Look look = look(Shop.with(data, hanging.port(), 1, SHORT), "127.0.0.1");
            assertThat(look.problem().orElseThrow().toString()).contains("Nobody answers at 127.0.0.1");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, Duration.ofSeconds(30));
        }
        try (Printer silent =
                Printer.start(Model.oldFirmware().behaving(Manner.SILENT).at(0, 0))) {
            Look look = look(Shop.with(data, silent.httpsPort(), 1, Duration.ofSeconds(4)), silent.address());
            assertThat(look.isEpos()).isFalse();
        }
        try (Listener plain = Listener.withoutTls("127.0.0.1", 0)) {
            assertThat(look(Shop.with(data, plain.port(), 1, Duration.ofSeconds(20)), "127.0.0.1")
                            .problem()
                            .orElseThrow()
                            .toString())
                    .contains("No TLS connection");
        }
        assertThat(look(Shop.with(data, 1, 1, SHORT), "127.0.0.1")
                        .problem()
                        .orElseThrow()
                        .toString())
                .contains("refuses connections at port 1");
    }

    private static Look look(Printers printers, String address) throws Exception {
        return printers.look(printers.address(address));
    }

    @Test
    void a_search_finds_printers_and_nobody_else_and_is_told_as_it_goes() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0))) {
            Printers printers = Shop.with(data, printer);
            Network network = smallestAround(printer.address());
            Scan scan = printers.scan(network);
            List<Scan.Progress> told = new java.util.concurrent.CopyOnWriteArrayList<>();
            Runnable unwatch = scan.watch(told::add);

            scan.run();
            unwatch.run();

            assertThat(scan.progress().found()).containsExactly(new Scan.Found(printer.address(), true, true));
            assertThat(scan.progress().running()).isFalse();
            assertThat(scan.progress().looked()).isEqualTo(network.devices().size());
            assertThat(told)
                    .hasSizeGreaterThanOrEqualTo(network.devices().size())
                    .isSortedAccordingTo(comparingInt(Scan.Progress::looked));
        }
    }

    /** In which it is not the first address and not the last: those are no device's. */
    private static Network smallestAround(String address) {
        return IntStream.of(28, 27, 26, 25, 24)
                .mapToObj(bits -> Network.parse(address + "/" + bits))
                .filter(network -> network.devices().contains(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_search_that_is_stopped_ends_and_one_of_a_public_network_is_refused_with_the_setting_that_allows_it()
            throws Exception {
        Printers printers = Shop.with(data, 1, 1, SHORT);
        Scan stopped = printers.scan(Network.parse("127.0.0.0/24"));
        stopped.stop();
        stopped.run();
        assertThat(stopped.progress().looked()).isZero();

        assertThatThrownBy(() -> printers.scan(Network.parse("8.8.8.0/24")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.PUBLIC_NETWORK))
                .hasMessageContaining("8.8.8.0/24")
                .hasMessageContaining("padlock.box.printers.networks");
    }
}
