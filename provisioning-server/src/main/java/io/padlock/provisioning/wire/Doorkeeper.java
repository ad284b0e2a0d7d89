package io.padlock.provisioning.wire;

import io.padlock.provisioning.RareLine;
import io.padlock.provisioning.Refusal.TooManyRequests;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.budget.Address;
import io.padlock.provisioning.budget.AddressBudget;
import io.padlock.provisioning.budget.WrongCodeBudget;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Stands at every door that boxes use, and turns away whoever asks too often. Who asks is the other end of the connection;
 * what a proxy says of it counts only where {@code quarkus.http.proxy.*} says that the proxy is ours, and then Quarkus has
 * put it in that place already.
 */
@Singleton
public class Doorkeeper {

    private static final Logger LOG = Logger.getLogger(Doorkeeper.class);

    private final AddressBudget addresses;
    private final WrongCodeBudget wrongCodes;
    private final Clock clock;
    private final RareLine turnedAway;

    Doorkeeper(AddressBudget addresses, WrongCodeBudget wrongCodes, Clock clock) {
        this.addresses = addresses;
        this.wrongCodes = wrongCodes;
        this.clock = clock;
        this.turnedAway = new RareLine(clock);
    }

    /**
     * Asked before the body is looked at.
     *
     * @throws Refused when this address asks too often
     */
    public void admit(RoutingContext request) {
        addresses.take(from(request), clock.instant()).ifPresent(wait -> {
            throw turnedAway(request, "Too many requests came from your address.", wait);
        });
    }

    /**
     * Around everything that compares a contract code.
     *
     * @throws Refused when this address was wrong too often
     */
    public <T> Uni<T> watch(RoutingContext request, DatabaseUuid database, Supplier<Uni<T>> answer) {
        mayAsk(request, database);
        return answer.get().onFailure(Doorkeeper::isWrongCode).invoke(() -> wasWrong(request, database));
    }

    /**
     * For a door that tells a wrong code otherwise than by failing; it then says so with {@link #wasWrong}.
     *
     * @throws Refused when this address was wrong too often
     */
    public void mayAsk(RoutingContext request, DatabaseUuid database) {
        Address address = from(request);
        if (!addresses.isExempt(address)) {
            wrongCodes.mayAsk(address, database, clock.instant()).ifPresent(wait -> {
                throw turnedAway(
                        request,
                        "Your address named an unknown database or a wrong contract code too often. Compare both with the"
                                + " database's own.",
                        wait);
            });
        }
    }

    public void wasWrong(RoutingContext request, DatabaseUuid database) {
        Address address = from(request);
        if (!addresses.isExempt(address)) {
            wrongCodes.wasWrong(address, database, clock.instant());
        }
    }

    private static boolean isWrongCode(Throwable failure) {
        return failure instanceof Refused refused && refused.refusal() instanceof UnknownDatabaseOrContract;
    }

    /** The host, not the hostAddress: of an address that a proxy told there is only the text. */
    private static Address from(RoutingContext request) {
        SocketAddress other = request.request().remoteAddress();
        return Address.of(other == null ? null : other.host());
    }

    private Refused turnedAway(RoutingContext request, String explanation, Duration wait) {
        turnedAway.tell(many -> LOG.warnf(
                "Turned away %d requests that came too often, the last one from %s: %s",
                many, request.request().remoteAddress(), explanation));
        return new Refused(new TooManyRequests(explanation, wait));
    }
}
