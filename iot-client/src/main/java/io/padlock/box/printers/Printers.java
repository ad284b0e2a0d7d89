package io.padlock.box.printers;

import io.padlock.box.certificate.AddressCertificate;
import io.padlock.box.printers.Checked.Missing;
import io.padlock.box.printers.Refused.Kind;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From a printer that browsers warn of to a padlock: look, generate once, export, and check. To import is up to each device:
 * {@link Recipes}.
 *
 * <p>Whoever calls waits: for some seconds where it looks, for a second or two where it generates.
 */
public final class Printers {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /** What Apple takes at most, to the second: both ends count. */
    private static final Duration LONGEST = Duration.ofDays(825).minusSeconds(1);
    /** For devices whose clock is a little behind. */
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final int DAYS_OF_A_YEAR = 365;
    private static final int MOST_YEARS = 2;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Shelf shelf;
    private final List<Network> further;
    private final Visit.Ports ports;
    private final Clock clock;
    private final Supplier<Optional<Phrase>> whyWrong;
    private final Duration patience;
    private final LatelySeen lately = new LatelySeen();

    /**
     * @param data the box's folder
     * @param whyWrong of the clock: empty where nobody knows that it is
     * @throws IllegalArgumentException with a sentence that names a setting which can't be
     */
    public Printers(Path data, PrintersConfig config, Clock clock, Supplier<Optional<Phrase>> whyWrong) {
        this(data, config, clock, whyWrong, PATIENCE);
    }

    Printers(Path data, PrintersConfig config, Clock clock, Supplier<Optional<Phrase>> whyWrong, Duration patience) {
        this.shelf = new Shelf(data);
        this.further = Network.all(config.networks());
        this.ports = new Visit.Ports(config.httpsPort(), config.httpPort());
        this.clock = clock;
        this.whyWrong = whyWrong;
        this.patience = patience;
    }

    public PrinterAddress address(String text) throws Refused {
        return PrinterAddress.parse(text, further);
    }

    /** {@code https://192.168.1.25}, as browsers have it. */
    public String url(PrinterAddress address) {
        return "https://" + address + (ports.https() == 443 ? "" : ":" + ports.https());
    }

    /** Those of which a certificate is kept. */
    public List<PrinterAddress> known() throws IOException {
        return shelf.printers();
    }

    /** The newest first. */
    public List<Kept> kept(PrinterAddress address) throws IOException {
        return shelf.of(address);
    }

    Look look(PrinterAddress address) throws IOException {
        return look(address, kept(address));
    }

    private Look look(PrinterAddress address, List<Kept> kept) throws IOException {
        List<X509Certificate> roots = kept.stream().map(Kept::toImport).toList();
        Visit.Seen seen = visit(address).look();
        if (seen.certificate() != null) {
            lately.add(address, seen.certificate().fingerprint(), clock.instant());
        }
        return Look.of(address, seen, roots, anothers(address, seen), clock.instant());
    }

    /** The address for which what was seen is kept: a printer takes its certificate along where its address changes. */
    private Optional<PrinterAddress> anothers(PrinterAddress address, Visit.Seen seen) throws IOException {
        if (seen.certificate() == null) {
            return Optional.empty();
        }
        for (PrinterAddress other : known()) {
            if (!other.equals(address)
                    && shelf.of(other).stream()
                            .anyMatch(
                                    one -> one.shown().equals(seen.certificate().leaf()))) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /** @param again whether somebody insists, though there is one */
    public Kept generate(PrinterAddress address, Optional<Integer> years, boolean again) throws IOException, Refused {
        if (years.isPresent() && (years.get() < 1 || years.get() > MOST_YEARS)) {
            throw new Refused(Kind.NOT_UNDERSTOOD, Phrase.of("printer-generate.years", years.get()));
        }
        mustKnowTheTime();
        return shelf.alone(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            if (!again) {
                mustBeTheFirst(address, now);
            }
            String root = "ePOS printer " + address + " of " + MINUTE.format(now);
            return shelf.keep(
                    address,
                    AddressCertificate.make(address.ip(), root, now.minus(BEFORE), until(now, years)),
                    clock.instant());
        });
    }

    /** Its dates would be wrong, and it would count as the one that is to be made only once. */
    private void mustKnowTheTime() throws Refused {
        Optional<Phrase> wrong = whyWrong.get();
        if (wrong.isPresent()) {
            throw new Refused(Kind.CLOCK, Phrase.of("printer-generate.clock", clock.instant(), wrong.get()));
        }
    }

    /** One that ended is trusted by nobody any more: another one takes nothing away. */
    private void mustBeTheFirst(PrinterAddress address, Instant now) throws IOException, Refused {
        for (Kept kept : shelf.of(address)) {
            if (kept.isGenerated() && !kept.hasEndedAt(now)) {
                throw new Refused(Kind.ONCE, Phrase.of("printer-generate.once", address, kept.madeAt()));
            }
        }
    }

    /** The printer's own that devices were given before: another certificate takes their access away. */
    public Optional<Kept> atStake(PrinterAddress address) throws IOException {
        return atStake(kept(address), clock.instant());
    }

    static Optional<Kept> atStake(List<Kept> kept, Instant now) {
        return kept.stream()
                .filter(one -> !one.isGenerated() && one.isValidAt(now))
                .findFirst();
    }

    private static Instant until(Instant now, Optional<Integer> years) {
        return years.map(count -> now.plus(Duration.ofDays((long) count * DAYS_OF_A_YEAR)))
                .orElseGet(() -> now.minus(BEFORE).plus(LONGEST));
    }

    /** What was generated last, with its key. */
    public Kept generated(PrinterAddress address, Optional<Fingerprint> fingerprint) throws IOException, Refused {
        return mustNotHaveEnded(shelf.of(address).stream()
                .filter(Kept::isGenerated)
                .filter(kept -> fingerprint.isEmpty() || kept.is(fingerprint.get()))
                .findFirst()
                .orElseThrow(() -> nothing(address)));
    }

    /** What devices have to trust: of what is kept, or else what the printer shows, if it is the one that somebody saw. */
    public X509Certificate export(PrinterAddress address, Optional<Fingerprint> fingerprint)
            throws IOException, Refused {
        if (fingerprint.isEmpty()) {
            return current(address).toImport();
        }
        for (Kept kept : shelf.of(address)) {
            if (kept.is(fingerprint.get())) {
                return mustNotHaveEnded(kept).toImport();
            }
        }
        return taken(address, fingerprint.get());
    }

    /**
     * As {@link #export}, for whoever comes along: the printer is asked only for what this box saw there a while ago, so that
     * how long it takes tells nobody who stands in this network.
     */
    public X509Certificate exportSeen(PrinterAddress address, Optional<Fingerprint> fingerprint)
            throws IOException, Refused {
        if (fingerprint.isPresent() && !isKnown(address, fingerprint.get())) {
            throw new Refused(Kind.CHANGED, Phrase.of("printer-export.not-seen", address, fingerprint.get()));
        }
        return export(address, fingerprint);
    }

    private boolean isKnown(PrinterAddress address, Fingerprint fingerprint) throws IOException {
        return lately.has(address, fingerprint, clock.instant())
                || shelf.of(address).stream().anyMatch(kept -> kept.is(fingerprint));
    }

    /** Of the certificate that the printer shows, for a person to compare. */
    public Fingerprint shown(PrinterAddress address) throws Refused {
        return mustBeItsOwn(address, mustNotHaveEnded(visit(address).certificate()))
                .fingerprint();
    }

    /** One that another issued is worth nothing on devices without that other's, though Java would take it alone. */
    private static ServedCertificate mustBeItsOwn(PrinterAddress address, ServedCertificate shown) throws Refused {
        if (!shown.isSelfSigned()) {
            throw new Refused(Kind.NOTHING, Phrase.of("printer-export.issuer", address, shown.issuer()));
        }
        return shown;
    }

    private X509Certificate taken(PrinterAddress address, Fingerprint fingerprint) throws Refused {
        ServedCertificate shown = visit(address).certificate();
        if (!shown.fingerprint().equals(fingerprint)) {
            throw new Refused(
                    Kind.CHANGED, Phrase.of("printer-export.changed", address, fingerprint, shown.fingerprint()));
        }
        return mustBeItsOwn(address, mustNotHaveEnded(shown)).leaf();
    }

    /** Devices would be told to trust what no browser takes. */
    private Kept mustNotHaveEnded(Kept kept) throws Refused {
        mustNotHaveEnded(kept.notAfter());
        return kept;
    }

    private ServedCertificate mustNotHaveEnded(ServedCertificate shown) throws Refused {
        mustNotHaveEnded(shown.notAfter());
        return shown;
    }

    private void mustNotHaveEnded(Instant end) throws Refused {
        if (!clock.instant().isBefore(end)) {
            throw new Refused(Kind.ENDED, Phrase.of("printer-export.ended", end));
        }
    }

    /**
     * What was generated last, which the printer shows or is to show: devices have it before it is there. Of several that a
     * printer made for itself the one that it shows.
     */
    private Kept current(PrinterAddress address) throws IOException, Refused {
        List<Kept> all = shelf.of(address);
        List<Kept> good =
                all.stream().filter(kept -> !kept.hasEndedAt(clock.instant())).toList();
        if (good.isEmpty()) {
            return mustNotHaveEnded(all.stream().findFirst().orElseThrow(() -> nothing(address)));
        }
        Optional<Kept> generated = good.stream().filter(Kept::isGenerated).findFirst();
        Optional<Kept> chosen = generated.isEmpty() && good.size() > 1 ? shownOf(address, good) : generated;
        return chosen.orElseGet(() -> good.get(0));
    }

    private Optional<Kept> shownOf(PrinterAddress address, List<Kept> all) {
        try {
            X509Certificate leaf = visit(address).certificate().leaf();
            return all.stream().filter(kept -> kept.shown().equals(leaf)).findFirst();
        } catch (Refused e) {
            // It is off, for instance: nobody is kept from his file by that.
            return Optional.empty();
        }
    }

    private static Refused nothing(PrinterAddress address) {
        return new Refused(Kind.NOTHING, Phrase.of("printer-export.nothing", address));
    }

    /** So that a check knows what devices were given. Not by root in the box's folder: the box could not read it. */
    public void keep(PrinterAddress address, X509Certificate certificate) throws IOException, Refused {
        if (shelf.isAnothers()) {
            return;
        }
        Fingerprint fingerprint = Fingerprint.of(certificate);
        shelf.alone(() -> {
            for (Kept kept : shelf.of(address)) {
                if (kept.is(fingerprint)) {
                    return kept;
                }
            }
            return shelf.keep(address, certificate, clock.instant());
        });
    }

    /** @param also one that devices were given, and is not kept */
    public Checked check(PrinterAddress address, Optional<Fingerprint> also) throws IOException {
        List<Kept> kept = kept(address);
        Look look = look(address, kept);
        if (look.certificate().isEmpty()) {
            return new Checked(
                    look, kept, Optional.of(Missing.REACH), look.problem().orElseThrow());
        }
        ServedCertificate shown = look.certificate().get();
        List<X509Certificate> trusted = new ArrayList<>();
        kept.forEach(one -> trusted.add(one.toImport()));
        also.filter(shown.fingerprint()::equals)
                .filter(same -> shown.isSelfSigned())
                .ifPresent(same -> trusted.add(shown.leaf()));
        Judgement judgement = new Judgement(look, kept, also.isPresent() || !trusted.isEmpty());
        boolean isTrusted = !trusted.isEmpty() && visit(address).isTrustedBy(trusted);
        return isTrusted ? judgement.trusted() : judgement.notTrusted();
    }

    /** A search of the box's own network. */
    public Scan scan(Network network) throws Refused {
        List<PrinterAddress> all = network.devices().stream()
                .filter(ip -> Network.isPrivate(ip) || further.stream().anyMatch(one -> one.contains(ip)))
                .map(PrinterAddress::kept)
                .toList();
        if (all.isEmpty()) {
            throw new Refused(Kind.PUBLIC_NETWORK, Phrase.of("printer-scan.public", network));
        }
        return new Scan(network, all, ports);
    }

    private Visit visit(PrinterAddress address) {
        return new Visit(address, ports, patience);
    }
}
