package io.padlock.box.printers;

import io.padlock.box.words.Words;
import java.util.List;

/** A printer as programs are told of it, by the page's JSON and by commands. */
public record Told(
        String address,
        String url,
        String at,
        boolean reached,
        String problem,
        Certificate certificate,
        List<Against> objections,
        String epos,
        String eposSays,
        List<Generated> generated,
        List<Exported> exported,
        boolean padlock,
        String missing,
        String explanation) {

    /** What it shows. */
    public record Certificate(
            String subject,
            String issuer,
            List<String> names,
            String notBefore,
            String notAfter,
            long days,
            boolean selfSigned,
            String key,
            String signature,
            String fingerprint) {

        static Certificate of(ServedCertificate shown) {
            return new Certificate(
                    shown.subject(),
                    shown.issuer(),
                    shown.names(),
                    shown.notBefore().toString(),
                    shown.notAfter().toString(),
                    shown.days(),
                    shown.isSelfSigned(),
                    shown.key(),
                    shown.signature(),
                    shown.fingerprint().text());
        }
    }

    /** An objection, in words. */
    public record Against(String code, String who, String explanation, String remedy) {}

    /** @param served whether the printer shows it */
    public record Generated(
            int number,
            String fingerprint,
            String printersFingerprint,
            String madeAt,
            String notAfter,
            boolean served) {

        public static Generated of(Kept kept, boolean isServed) {
            return new Generated(
                    kept.number(),
                    kept.fingerprint().text(),
                    kept.printersFingerprint().text(),
                    kept.madeAt().toString(),
                    kept.notAfter().toString(),
                    isServed);
        }
    }

    /** Taken from the printer. */
    public record Exported(String fingerprint, String madeAt, String notAfter, boolean served) {

        public static Exported of(Kept kept, boolean isServed) {
            return new Exported(
                    kept.fingerprint().text(),
                    kept.madeAt().toString(),
                    kept.notAfter().toString(),
                    isServed);
        }
    }

    public static Told of(Checked checked, String url, Words words) {
        Look look = checked.look();
        return new Told(
                look.address().ip(),
                url,
                look.at().toString(),
                look.certificate().isPresent(),
                look.problem().map(words::say).orElse(null),
                look.certificate().map(Certificate::of).orElse(null),
                look.objections().stream().map(one -> against(one, words)).toList(),
                look.wasAsked() ? look.isEpos() ? "YES" : "NO" : "NOT_ASKED",
                words.say(look.eposSays()),
                checked.kept().stream()
                        .filter(Kept::isGenerated)
                        .map(kept -> Generated.of(kept, look.shows(kept)))
                        .toList(),
                checked.kept().stream()
                        .filter(kept -> !kept.isGenerated())
                        .map(kept -> Exported.of(kept, look.shows(kept)))
                        .toList(),
                checked.isPadlock(),
                checked.missing().map(Enum::name).orElse(null),
                words.say(checked.explanation()));
    }

    private static Against against(Objection objection, Words words) {
        return new Against(
                objection.code().name(),
                objection.who(),
                words.say(objection.explanation()),
                words.say(objection.remedy()));
    }
}
