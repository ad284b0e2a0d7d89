package io.padlock.provisioning.operator;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.PadlockConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;

/** Who is an operator. Made at start, so that the token's file is there from then on. */
@ApplicationScoped
@Startup
class OperatorAccess {

    private final OperatorToken token;

    OperatorAccess(OperatorConfig operator, PadlockConfig padlock) {
        Path file = padlock.data().toAbsolutePath().normalize().resolve("operator-token");
        token = operator.token().map(OperatorAccess::given).orElseGet(() -> keptIn(file));
    }

    private static OperatorToken given(String token) {
        try {
            return OperatorToken.of(token);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage());
        }
    }

    private static OperatorToken keptIn(Path file) {
        try {
            return OperatorToken.keptIn(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart("The operator's token can't be kept in " + file + ": " + e.getMessage());
        }
    }

    boolean isGrantedBy(String authorizationHeader) {
        return token.isShownBy(authorizationHeader);
    }
}
