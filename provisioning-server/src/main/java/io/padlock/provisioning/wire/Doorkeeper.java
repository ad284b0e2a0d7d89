package io.padlock.provisioning.wire;

import io.padlock.provisioning.RareLine;
import io.padlock.provisioning.Refusal.TooManyRequests;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.budget.AddressBudget;
import io.padlock.provisioning.budget.Sender;
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
 * Stands at every door that boxes use, and turns away whoever asks too often. Who asks is the other end of the connection, or
 * whom as many proxies name as {@code padlock.budget.address.proxies} says to be ours. What Quarkus makes of such headers by
 * {@code quarkus.http.proxy.*} does not count: it takes the first entry, which the sender may have written.
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
        addresses.take(sender(request), clock.instant()).ifPresent(wait -> {
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
        Sender sender = sender(request);
        if (!sender.isExempt()) {
            wrongCodes.mayAsk(sender.address(), database, clock.instant()).ifPresent(wait -> {
                throw turnedAway(
                        request,
                        "Your address named an unknown database or a wrong contract code too often. Compare both with the"
                                + " database's own.",
                        wait);
            });
        }
    }

    public void wasWrong(RoutingContext request, DatabaseUuid database) {
        Sender sender = sender(request);
        if (!sender.isExempt()) {
            wrongCodes.wasWrong(sender.address(), database, clock.instant());
        }
    }

    private static boolean isWrongCode(Throwable failure) {
        return failure instanceof Refused refused && refused.refusal() instanceof UnknownDatabaseOrContract;
    }

    /** Of the connection, not of the request: of that Quarkus may have been told by a header. */
    private Sender sender(RoutingContext request) {
        SocketAddress other = request.request().connection().remoteAddress();
        return addresses.sender(
                other == null ? null : other.hostAddress(),
                request.request().headers().getAll("X-Forwarded-For"));
    }

    private Refused turnedAway(RoutingContext request, String explanation, Duration wait) {
        turnedAway.tell(many -> LOG.warnf(
                "Turned away %d requests that came too often, the last one from %s: %s",
                many, sender(request).text(), explanation));
        return new Refused(new TooManyRequests(explanation, wait));
    }
}
