package io.padlock.box.diagnosis;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.disk.Disk;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.NotServed;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.box.provisioning.Served;
import io.padlock.box.status.Status;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What can be found out without leaving the box: its disk, its certificate, and whether a connection to itself gets it. */
final class OnTheBox {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long MEGABYTE = 1 << 20;

    private final IdentityConfig config;
    private final Path data;
    private final Keeper keeper;
    private final Served served;
    private final SelfTest selfTest;

    OnTheBox(IdentityConfig config, Path data, Keeper keeper, Served served, SelfTest selfTest) {
        this.config = config;
        this.data = data;
        this.keeper = keeper;
        this.served = served;
        this.selfTest = selfTest;
    }

    /** By writing something: rights, a full disk and one that fell back to reading only look alike from outside. */
    Finding disk() {
        Path probe = data.resolve("diagnosis");
        try {
            Disk.createFolder(data);
            Disk.replace(probe, "This can be deleted.\n");
            Files.delete(probe);
            return Finding.well(
                    Subject.DISK,
                    Phrase.of("disk.well", data, Files.getFileStore(data).getUsableSpace() / MEGABYTE));
        } catch (IOException e) {
            return Finding.bad(Subject.DISK, Phrase.of("disk.not", data, e.toString()), Phrase.of("not-stored.remedy"));
        }
    }

    List<Finding> certificate() {
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
        return List.of(found, serving(pair), ownName(pair));
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

    private Finding ownName(CertificatePair pair) {
        BoxAddress address = BoxAddress.current(config.address());
        String name = address.nameIn(pair.zone());
        try {
            List<String> found = Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .toList();
            return found.contains(address.ip())
                    ? Finding.well(Subject.OWN_NAME, Phrase.of("own-name.well", name, address.ip()))
                    : Finding.bad(
                            Subject.OWN_NAME,
                            Phrase.of("own-name.another", name, String.join(", ", found), address.ip()),
                            Phrase.of("own-name.remedy", name));
        } catch (UnknownHostException e) {
            return Finding.bad(
                    Subject.OWN_NAME, Phrase.of("own-name.not-found", name), Phrase.of("own-name.remedy", name));
        }
    }
}
