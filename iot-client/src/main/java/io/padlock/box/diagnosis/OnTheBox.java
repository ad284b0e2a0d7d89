package io.padlock.box.diagnosis;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.disk.Disk;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.NotServed;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.box.provisioning.Served;
import io.padlock.box.report.Heard;
import io.padlock.box.status.Status;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What is the box's own: its disk, its certificate, whether a connection to itself gets it, and its name. */
final class OnTheBox {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long MEGABYTE = 1 << 20;

    private final IdentityConfig config;
    private final Path data;
    private final Keeper keeper;
    private final Served served;
    private final SelfTest selfTest;
    private final OwnName ownName;

    OnTheBox(IdentityConfig config, Path data, Keeper keeper, Served served, SelfTest selfTest, OwnName ownName) {
        this.config = config;
        this.data = data;
        this.keeper = keeper;
        this.served = served;
        this.selfTest = selfTest;
        this.ownName = ownName;
    }

    /** By writing something: rights, a full disk and one that fell back to reading only look alike from outside. */
    Finding disk() {
        Path probe = data.resolve("diagnosis");
        try {
            Disk.createFolder(data);
            Disk.replace(probe, "This can be deleted.\n");
            Files.delete(probe);
            return Finding.well(
                    Subject.DISK, Phrase.of("disk.well", data, data.toFile().getUsableSpace() / MEGABYTE));
        } catch (IOException e) {
            return Finding.bad(
                    Subject.DISK, Phrase.of("disk.not", data, DiskTrouble.inWords(e)), Phrase.of("not-stored.remedy"));
        }
    }

    /** @param withLookUps how long the machine's own look-up of a name may take */
    List<Finding> certificate(Duration withLookUps) {
        BoxState state = keeper.state();
        Status status = state.status();
        if (state.pair().isEmpty()) {
            return List.of(
                    status.remedy().isPresent()
                            ? Finding.bad(
                                    Subject.CERTIFICATE,
                                    status.cause(),
                                    status.remedy().get())
                            : Finding.notLookedAt(Subject.CERTIFICATE, status.cause()));
        }
        CertificatePair pair = state.pair().get();
        Finding found = status.ok()
                ? Finding.well(Subject.CERTIFICATE, Phrase.of("certificate.well", pair.notAfter()))
                : Finding.bad(
                        Subject.CERTIFICATE,
                        status.cause(),
                        status.remedy().orElseGet(() -> Phrase.of("starting.remedy")));
        return List.of(found, serving(pair), name(pair, withLookUps));
    }

    private Finding name(CertificatePair pair, Duration withLookUps) {
        return BoxAddress.found(config.address())
                .filter(address -> address.kind() != BoxAddress.Kind.SELF_MADE)
                .map(address -> ownName.look(NameOfBox.of(address, pair.zone()), withLookUps))
                .orElseGet(() -> Finding.notLookedAt(Subject.OWN_NAME, Phrase.of("own-name.no-address")));
    }

    /** What only a browser meets, where there is something for it to open. */
    List<Phrase> forBrowsers() {
        return keeper.state().pair().isPresent()
                ? List.of(Phrase.of("browser.local-network"), Phrase.of("browser.own-dns"))
                : List.of();
    }

    private Finding serving(CertificatePair pair) {
        try {
            selfTest.mustServe(served.at(), pair).await().atMost(PATIENCE);
            return Finding.well(
                    Subject.SERVING, Phrase.of("serving.well", served.at().port()));
        } catch (CompletionException e) {
            Phrase why = e.getCause() instanceof NotServed notServed ? notServed.why() : Phrase.verbatim(e.toString());
            return Finding.bad(Subject.SERVING, why, Phrase.of("not-served.remedy"));
        }
    }

    /** It is told by the box itself, which may not have come to it yet. */
    static Finding database(Heard heard) {
        if (heard instanceof Heard.All all) {
            return Finding.well(Subject.DATABASE, Phrase.of("told.well", all.database(), all.name()));
        }
        if (heard instanceof Heard.Nothing nothing) {
            return Finding.bad(
                    Subject.DATABASE,
                    Phrase.of("told.not", nothing.database(), nothing.why()),
                    Phrase.of("told.remedy", nothing.database()));
        }
        if (heard instanceof Heard.InClear never) {
            return Finding.bad(
                    Subject.DATABASE, Phrase.of("told.in-clear", never.database()), Phrase.of("told.in-clear-remedy"));
        }
        if (heard instanceof Heard.NotYet notYet) {
            return Finding.notLookedAt(Subject.DATABASE, Phrase.of("told.not-yet", notYet.database()));
        }
        return Finding.notLookedAt(
                Subject.DATABASE,
                Phrase.of(
                        heard instanceof Heard.ByOdoo
                                ? "told.by-odoo"
                                : heard instanceof Heard.NothingYet ? "told.nothing-yet" : "told.nobody"));
    }
}
