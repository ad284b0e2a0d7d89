package io.padlock.box.homepage;

import io.padlock.box.printers.Checked;
import io.padlock.box.printers.Fingerprint;
import io.padlock.box.printers.FormSteps;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Recipes;
import io.padlock.box.printers.ServedCertificate;
import io.padlock.box.printers.Target;
import io.padlock.box.printers.Told;
import io.padlock.box.words.Words;
import io.quarkus.qute.RawString;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A printer for people.
 *
 * @param atStake what devices lose by another certificate; empty where that is nothing
 * @param download null where there is nothing for devices to import
 * @param again the address at which it is looked at again
 */
record PrinterInWords(
        Told told,
        String from,
        String until,
        List<String> remedies,
        List<Line> generated,
        String atStake,
        List<String> formSteps,
        Files download,
        List<Where> targets,
        String again) {

    /** One that was generated. */
    record Line(String text, String fingerprint, String certificate, boolean isServed) {

        static Line of(Told.Generated one, PrinterAddress address, Words words) {
            return new Line(
                    words.say(
                            "page-printer-generated",
                            java.time.Instant.parse(one.madeAt()),
                            java.time.Instant.parse(one.notAfter())),
                    one.fingerprint(),
                    path(address, "certificate.crt", new Fingerprint(one.fingerprint())),
                    one.served());
        }
    }

    /**
     * What devices import, and where it is.
     *
     * @param shown where what the printer shows still is to be had; null where that is this one
     */
    record Files(String hint, String fingerprint, String certificate, String profile, String shown) {}

    /** One system. */
    record Where(
            String word,
            String title,
            List<String> steps,
            String warning,
            List<DiagnosisPage.Block> recipes,
            RawString qr) {}

    /** @param base {@code http://192.168.1.10:8081}, where a phone finds this box */
    static PrinterInWords of(Checked checked, String url, String base, Words words) {
        Told told = Told.of(checked, url, words);
        PrinterAddress address = checked.look().address();
        Optional<ServedCertificate> shown = checked.look().certificate();
        Optional<X509Certificate> toImport = checked.toImport();
        return new PrinterInWords(
                told,
                shown.map(one -> words.say(one.notBefore())).orElse(""),
                shown.map(one -> words.say(one.notAfter())).orElse(""),
                told.objections().stream().map(Told.Against::remedy).distinct().toList(),
                told.generated().stream()
                        .map(one -> Line.of(one, address, words))
                        .toList(),
                checked.atStake()
                        .map(kept -> words.say("printer-generate.exported", kept.madeAt()))
                        .orElse(""),
                FormSteps.of(address).stream().map(words::say).toList(),
                toImport.map(one -> files(checked, one, words)).orElse(null),
                toImport.map(one -> targets(address, one, base, words)).orElse(List.of()),
                "/printers/" + address + "?lang=" + words.language().tag());
    }

    private static Files files(Checked checked, X509Certificate one, Words words) {
        boolean isGenerated = checked.kept().stream()
                .anyMatch(kept -> kept.isGenerated() && kept.toImport().equals(one));
        PrinterAddress address = checked.look().address();
        return new Files(
                words.say(isGenerated ? "page-printer-generated-hint" : "page-printer-own-hint"),
                Fingerprint.of(one).text(),
                path(address, "certificate.crt", one),
                path(address, "profile.mobileconfig", one),
                checked.stillShown()
                        .map(kept -> path(address, "certificate.crt", kept.toImport()))
                        .orElse(null));
    }

    private static String path(PrinterAddress address, String file, X509Certificate one) {
        return path(address, file, Fingerprint.of(one));
    }

    private static String path(PrinterAddress address, String file, Fingerprint one) {
        return "/printers/" + address + "/" + file + "?fingerprint=" + one.digits();
    }

    private static List<Where> targets(PrinterAddress address, X509Certificate one, String base, Words words) {
        return Arrays.stream(Target.values())
                .map(target -> new Where(
                        target.word(),
                        words.say(target.title()),
                        target.steps(address).stream().map(words::say).toList(),
                        words.say(target.warning()),
                        Recipes.of(target, address, one).stream()
                                .map(recipe -> new DiagnosisPage.Block(words.say(recipe.title()), recipe.text()))
                                .toList(),
                        qr(target, address, one, base, words)))
                .toList();
    }

    private static RawString qr(Target target, PrinterAddress address, X509Certificate one, String base, Words words) {
        if (!target.isPhone()) {
            return null;
        }
        String path = target.path(address, Fingerprint.of(one));
        return new RawString(QrPicture.of(base + path, words.say("page-printer-qr")));
    }
}
