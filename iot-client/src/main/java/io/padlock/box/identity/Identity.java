package io.padlock.box.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the box knows enough to ask for a certificate. */
public sealed interface Identity {

    /** It does. */
    record Connected(ServerAddress server, String databaseUuid, Secret enterpriseCode) implements Identity {}

    /** No server, or one that can't be asked; the explanation says which. */
    record NoServer(String explanation) implements Identity {}

    /** The server is known, but not what to show there. */
    record NoCredential(List<String> missing) implements Identity {}

    /** Blanks around a value are nobody's intention, and a value of blanks alone is none. */
    static Identity of(Optional<String> server, Optional<String> databaseUuid, Optional<String> enterpriseCode) {
        return ofStripped(stripped(server), stripped(databaseUuid), stripped(enterpriseCode));
    }

    private static Optional<String> stripped(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Identity ofStripped(
            Optional<String> server, Optional<String> databaseUuid, Optional<String> enterpriseCode) {
        if (server.isEmpty()) {
            return new NoServer("No server is set.");
        }
        ServerAddress address;
        try {
            address = ServerAddress.parse(server.get());
        } catch (IllegalArgumentException e) {
            return new NoServer(e.getMessage());
        }
        List<String> missing = new ArrayList<>();
        if (databaseUuid.isEmpty()) {
            missing.add("database UUID");
        }
        if (enterpriseCode.isEmpty()) {
            missing.add("contract code");
        }
        return missing.isEmpty()
                ? new Connected(address, databaseUuid.get(), new Secret(enterpriseCode.get()))
                : new NoCredential(List.copyOf(missing));
    }
}
