package issuance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the server's CPU is used for, told by stacks: the innermost frame that belongs to a part decides, and of the
 * parts the first that the frame fits. A read from a socket can't be told to be HTTP's or PostgreSQL's.
 */
enum Part {
    CRYPTO(
            "keys and signatures",
            "com/amazon/corretto/|org/bouncycastle/(crypto|math|jcajce/provider|jce/provider)/|sun/security/ec/"
                    + "|sun/security/provider/(SHA|Digest|DRBG|NativePRNG|Hash)"
                    + "|java/security/(Signature|SecureRandom|KeyPairGenerator|MessageDigest)"),
    LINTS(
            "reading back, lints",
            "io/padlock/provisioning/issuance/(Inspection|Lint|DerElement|NameLimits)|sun/security/(x509|provider/certpath)/"
                    + "|java/security/cert/"),
    CERTIFICATE("signing request, certificate, PEM", "org/bouncycastle/|io/padlock/provisioning/issuance/"),
    SQL(
            "SQL client",
            "io/vertx/(mutiny/)?(pgclient|sqlclient)/|org/hibernate/"
                    + "|io/padlock/provisioning/(ledger|directory|gathering|standing|history)/"),
    JSON("JSON", "com/fasterxml/jackson/|io/padlock/provisioning/wire/Json"),
    HTTP(
            "HTTP, REST",
            "io/vertx/(core|ext)/(http|web)/|io/netty/handler/codec/http|org/jboss/resteasy/"
                    + "|io/quarkus/(resteasy|vertx/http|netty)|io/padlock/provisioning/(api|stock|wire)/"),
    STORY("the story, its chain, beans", "io/padlock/|io/smallrye/|io/quarkus/|java/util/concurrent/"),
    SOCKETS("sockets, event loops", "io/netty/|io/vertx/|sun/nio/ch/|java/nio/channels/"),
    COLLECTOR("garbage collector", "^\\[(G1|GC|Serial|Parallel|Z|Shenandoah)"),
    COMPILER("JIT compiler", "^\\[C[12] Comp"),
    OTHER("other", "");

    final String title;
    private final Pattern frames;

    Part(String title, String frames) {
        this.title = title;
        this.frames = Pattern.compile(frames);
    }

    static Part of(List<String> stack) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            Optional<Part> part = ofFrame(stack.get(i));
            if (part.isPresent()) {
                return part.get();
            }
        }
        return OTHER;
    }

    private static Optional<Part> ofFrame(String frame) {
        return Arrays.stream(values())
                .filter(part -> part != OTHER && part.frames.matcher(frame).find())
                .findFirst();
    }
}
