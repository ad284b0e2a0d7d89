package io.padlock.provisioning.issuance;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Makes an authority where there is none, named TEST, so that a first start needs nothing. */
public final class TestAuthority {

    public static final String NAME = "Padlock TEST";

    private TestAuthority() {}

    /** @return whether one was made now */
    public static boolean createIfMissing(Path folder, String parentDomain, Instant now) {
        if (NewAuthority.isMade(folder)) {
            return false;
        }
        new NewAuthority(
                        folder,
                        NAME,
                        parentDomain,
                        new AuthorityFiles(folder).rootKey(),
                        Optional.empty(),
                        Optional.empty())
                .make(now);
        return true;
    }

    static boolean made(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().contains(NAME);
    }
}
