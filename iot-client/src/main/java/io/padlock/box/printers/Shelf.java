package io.padlock.box.printers;

import io.padlock.box.certificate.AddressCertificate;
import io.padlock.box.certificate.Pem;
import io.padlock.box.disk.Disk;
import io.padlock.box.printers.Kept.Origin;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where certificates of printers are kept, for the owner only: one file each, so that each is whole or not there. */
final class Shelf {

    /** Whoever downloads one leaves one, and a printer can show another at each connection: the oldest go. */
    private static final int MOST_EXPORTED = 10;

    private static final Pattern NAME = Pattern.compile("(generated|exported)-([1-9][0-9]{0,5})\\.pem");
    /** A file lock is between programs; this is between threads of one. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path data;
    private final Path folder;

    Shelf(Path data) {
        this.data = data;
        this.folder = data.resolve("printers");
    }

    /** What changes it, one after the other: commands and the box that runs are two programs. */
    interface Change {
        Kept make() throws IOException, Refused;
    }

    Kept alone(Change change) throws IOException, Refused {
        Disk.createFolder(folder);
        synchronized (ONE_AT_A_TIME) {
            // It is given back when the channel is closed.
            try (FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return change.make();
            }
        }
    }

    List<PrinterAddress> printers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .map(name -> name.replace('-', '.'))
                    .filter(name -> PrinterAddress.IPV4.matcher(name).matches())
                    .map(PrinterAddress::kept)
                    .sorted()
                    .toList();
        }
    }

    /** The newest first. A damaged file is as good as none: its certificate is lost. */
    List<Kept> of(PrinterAddress address) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Path file : files(address)) {
            read(file).ifPresent(kept::add);
        }
        kept.sort(Comparator.comparingInt(Kept::number).reversed());
        return kept;
    }

    Kept keep(PrinterAddress address, AddressCertificate pair, Instant now) throws IOException {
        int number = next(address);
        write(address, Origin.GENERATED, number, pair.pem());
        return Kept.generated(number, now, pair);
    }

    Kept keep(PrinterAddress address, X509Certificate certificate, Instant now) throws IOException {
        int number = next(address);
        write(address, Origin.EXPORTED, number, Pem.encode(List.of(certificate)));
        forgetTheOldest(address);
        return Kept.exported(number, now, certificate);
    }

    private void forgetTheOldest(PrinterAddress address) throws IOException {
        List<Path> exported = files(address).stream()
                .filter(file -> file.getFileName().toString().startsWith("exported-"))
                .sorted(Comparator.comparingInt(Shelf::number).reversed())
                .skip(MOST_EXPORTED)
                .toList();
        for (Path file : exported) {
            Files.delete(file);
        }
    }

    /** Whether root looks into the folder of a box that runs as somebody else. */
    boolean isAnothers() throws IOException {
        return "root".equals(System.getProperty("user.name"))
                && Files.isDirectory(data)
                && !Files.getOwner(data).getName().equals("root");
    }

    private void write(PrinterAddress address, Origin origin, int number, String pem) throws IOException {
        Path printers = folder.resolve(address.dashes());
        Disk.createFolder(printers);
        Disk.replace(printers.resolve(origin.name().toLowerCase(Locale.ROOT) + "-" + number + ".pem"), pem);
    }

    /** A number that a damaged file has is not given again. */
    private int next(PrinterAddress address) throws IOException {
        return files(address).stream().mapToInt(Shelf::number).max().orElse(0) + 1;
    }

    private List<Path> files(PrinterAddress address) throws IOException {
        Path printers = folder.resolve(address.dashes());
        if (!Files.isDirectory(printers)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(printers)) {
            return all.filter(file -> name(file).matches()).toList();
        }
    }

    private static Optional<Kept> read(Path file) throws IOException {
        Matcher name = name(file);
        name.matches();
        Instant at = Files.getLastModifiedTime(file).toInstant();
        try {
            String pem = Files.readString(file);
            return Optional.of(
                    name.group(1).equals("generated")
                            ? Kept.generated(number(file), at, AddressCertificate.read(pem))
                            : Kept.exported(number(file), at, Pem.chain(pem).get(0)));
        } catch (GeneralSecurityException | RuntimeException | java.nio.charset.CharacterCodingException damaged) {
            return Optional.empty();
        }
    }

    private static int number(Path file) {
        Matcher name = name(file);
        name.matches();
        return Integer.parseInt(name.group(2));
    }

    private static Matcher name(Path file) {
        return NAME.matcher(file.getFileName().toString());
    }
}
