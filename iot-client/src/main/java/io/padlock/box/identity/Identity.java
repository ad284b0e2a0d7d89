package io.padlock.box.identity;

import io.padlock.box.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the box knows enough to ask for a certificate. */
public sealed interface Identity {

    /** It does. */
    record Connected(ServerAddress server, String databaseUuid, Secret enterpriseCode) implements Identity {}

    /** No server, or one that can't be asked; the explanation says which. */
    record NoServer(Phrase explanation) implements Identity {}

    /** The server is known, but not what to show there. */
    record NoCredential(List<Phrase> missing) implements Identity {}

    /** It stands in a file that this user may not read, for instance. */
    record Unreadable(Phrase explanation) implements Identity {}

    static Identity of(Optional<String> server, Connection connection) {
        Optional<String> set = server.map(String::strip).filter(text -> !text.isEmpty());
        if (set.isEmpty()) {
            return new NoServer(Phrase.of("server.not-set"));
        }
        ServerAddress address;
        try {
            address = ServerAddress.parse(set.get());
        } catch (ServerAddress.NotAnAddress e) {
            return new NoServer(e.why());
        }
        List<Phrase> missing = new ArrayList<>();
        if (connection.uuid().isEmpty()) {
            missing.add(Phrase.of("database-uuid"));
        }
        if (connection.enterpriseCode().isEmpty()) {
            missing.add(Phrase.of("contract-code"));
        }
        return missing.isEmpty()
                ? new Connected(
                        address,
                        connection.uuid().get(),
                        connection.enterpriseCode().get())
                : new NoCredential(List.copyOf(missing));
    }
}
