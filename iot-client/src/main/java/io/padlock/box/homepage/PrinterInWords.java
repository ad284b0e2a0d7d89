package io.padlock.box.homepage;

import io.padlock.box.printers.Checked;
import io.padlock.box.printers.Fingerprint;
import io.padlock.box.printers.FormSteps;
import io.padlock.box.printers.Kept;
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
 * @param download null where there is nothing for devices to import
 * @param again the address at which it is looked at again
 */
record PrinterInWords(
        Told told,
        String from,
        String until,
        List<String> remedies,
        List<Line> generated,
        List<String> formSteps,
        Files download,
        List<Where> targets,
        String again) {

    /** One that was generated. */
    record Line(String text, String fingerprint, boolean isServed) {

        static Line of(Told.Generated one, Words words) {
            return new Line(
                    words.say(
                            "page-printer-generated",
                            java.time.Instant.parse(one.madeAt()),
                            java.time.Instant.parse(one.notAfter())),
                    one.fingerprint(),
                    one.served());
        }
    }

    /** What devices import, and where it is. */
    record Files(String hint, String fingerprint, String certificate, String profile) {}

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
        Optional<X509Certificate> toImport = toImport(checked);
        return new PrinterInWords(
                told,
                shown.map(one -> words.say(one.notBefore())).orElse(""),
                shown.map(one -> words.say(one.notAfter())).orElse(""),
                told.objections().stream().map(Told.Against::remedy).distinct().toList(),
                told.generated().stream().map(one -> Line.of(one, words)).toList(),
                FormSteps.of(address).stream().map(words::say).toList(),
                toImport.map(one -> files(checked, one, words)).orElse(null),
                toImport.map(one -> targets(address, one, base, words)).orElse(List.of()),
                "/printers/" + address + "?lang=" + words.language().tag()
                        + toImport.map(one ->
                                        "&fingerprint=" + Fingerprint.of(one).digits())
                                .orElse(""));
    }

    /** The newest that was generated; else the printer's own, if it is its own. */
    private static Optional<X509Certificate> toImport(Checked checked) {
        return checked.kept().stream()
                .filter(Kept::isGenerated)
                .findFirst()
                .map(Kept::toImport)
                .or(() -> checked.look()
                        .certificate()
                        .filter(ServedCertificate::isSelfSigned)
                        .map(ServedCertificate::leaf));
    }

    private static Files files(Checked checked, X509Certificate one, Words words) {
        boolean isGenerated =
                checked.kept().stream().anyMatch(kept -> kept.toImport().equals(one));
        PrinterAddress address = checked.look().address();
        return new Files(
                words.say(isGenerated ? "page-printer-generated-hint" : "page-printer-own-hint"),
                Fingerprint.of(one).text(),
                path(address, "certificate.crt", one),
                path(address, "profile.mobileconfig", one));
    }

    private static String path(PrinterAddress address, String file, X509Certificate one) {
        return "/printers/" + address + "/" + file + "?fingerprint="
                + Fingerprint.of(one).digits();
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
        String file = target == Target.IOS ? "profile.mobileconfig" : "certificate.crt";
        return new RawString(QrPicture.of(base + path(address, file, one), words.say("page-printer-qr")));
    }
}
