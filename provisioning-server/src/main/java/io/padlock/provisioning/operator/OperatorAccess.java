package io.padlock.provisioning.operator;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Operator;
import io.padlock.provisioning.PadlockConfig;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Who is an operator. Made at start, so that the token's file is there from then on. */
@ApplicationScoped
@Startup
class OperatorAccess {

    private final Optional<OperatorToken> token;
    private final Optional<OpenId> openId;

    OperatorAccess(OperatorConfig operator, OidcConfig oidc, PadlockConfig padlock, Clock clock) {
        Path file = padlock.data().toAbsolutePath().normalize().resolve("operator-token");
        openId = OpenId.from(oidc, clock);
        if (!operator.tokenAccepted() && openId.isEmpty()) {
            throw new CannotStart("padlock.operator.token-accepted is false and no padlock.operator.oidc.issuer is set:"
                    + " nobody could operate this server.");
        }
        token = operator.tokenAccepted()
                ? Optional.of(operator.token().map(OperatorAccess::given).orElseGet(() -> keptIn(file)))
                : Optional.empty();
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

    /** Fails with {@link Refused} for everybody else. */
    Uni<Operator> operator(String authorizationHeader) {
        Optional<String> shown = BearerToken.in(authorizationHeader);
        if (shown.isPresent() && token.isPresent() && token.get().is(shown.get())) {
            return Uni.createFrom().item(Operator.BY_TOKEN);
        }
        if (shown.isPresent() && openId.isPresent()) {
            return Uni.createFrom().deferred(() -> openId.get().operator(shown.get()));
        }
        return Uni.createFrom().failure(nobody());
    }

    private Refused nobody() {
        return openId.isPresent()
                ? OpenId.notTaken("The header 'Authorization' is missing or is not 'Bearer …'.")
                : new Refused(new Unusable(
                        401,
                        "The operator's token is needed",
                        new Reason(
                                "OPERATOR_TOKEN_NEEDED",
                                "The header 'Authorization' is missing or does not carry the operator's token.",
                                "Send 'Authorization: Bearer …' with the token that the server was given, or else the"
                                        + " one in the file operator-token in its data folder.")));
    }
}
