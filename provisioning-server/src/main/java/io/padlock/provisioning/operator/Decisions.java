package io.padlock.provisioning.operator;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.history.DecisionFilter;
import io.padlock.provisioning.history.DecisionSearch;
import io.padlock.provisioning.history.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** /v1/operator/decisions. */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/decisions")
@Produces(MediaType.APPLICATION_JSON)
public class Decisions {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,64}");
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}");

    private final Desk desk;
    private final DecisionSearch decisions;

    Decisions(Desk desk, DecisionSearch decisions) {
        this.desk = desk;
        this.decisions = decisions;
    }

    @GET
    public Uni<PageAnswer<DecisionAnswer>> list(
            @RestQuery String database,
            @RestQuery String outcome,
            @RestQuery String code,
            @RestQuery String reference,
            @RestQuery String after,
            @RestQuery String before,
            @RestQuery String limit,
            @RestQuery String cursor) {
        DecisionFilter filter = new DecisionFilter(
                Parameter.parse("database", database, "a UUID", DatabaseUuid::parse),
                Parameter.oneOf("outcome", Outcome.class, outcome),
                Parameter.parse("code", code, "a code like NOT_ELIGIBLE", text -> matching(CODE, text)),
                Parameter.parse(
                        "reference", reference, "a reference like 4hnc-0zjw-r8ye", text -> matching(REFERENCE, text)),
                Parameter.moment("after", after),
                Parameter.moment("before", before));
        int most = Parameter.limit(limit);
        return desk.serve(PageAnswer.behind(cursor, place -> decisions.list(filter, place, most))
                .map(page -> PageAnswer.of(page, DecisionAnswer::of)));
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("It has another form.");
        }
        return text;
    }
}
