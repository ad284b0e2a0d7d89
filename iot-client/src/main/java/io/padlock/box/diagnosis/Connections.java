package io.padlock.box.diagnosis;

import io.padlock.box.identity.Identity;
import io.padlock.box.status.Status;
import io.padlock.box.words.Phrase;
import java.util.List;

/** Whether the box knows whom to ask, and for whom. */
final class Connections {

    private Connections() {}

    static Finding of(Identity identity) {
        if (identity instanceof Identity.NoServer no) {
            return bad(new Status.CheckNoServer(no.explanation()));
        }
        if (identity instanceof Identity.NoCredential no) {
            return bad(new Status.LoadNoCredential(no.missing()));
        }
        if (identity instanceof Identity.Unreadable no) {
            return bad(new Status.LoadNoCredential(List.of(Phrase.of("credentials.unreadable", no.explanation()))));
        }
        return Finding.well(
                Subject.CONNECTION, Phrase.of("connection.known", ((Identity.Connected) identity).server()));
    }

    private static Finding bad(Status status) {
        return Finding.bad(Subject.CONNECTION, status.cause(), status.remedy().orElseThrow());
    }
}
