package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.directory.DatabaseFilter;
import io.padlock.provisioning.directory.DatabasePages;
import io.padlock.provisioning.directory.ListedDatabase;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** GET /v1/operator/databases. */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/databases")
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseList {

    record Page(
            List<DatabaseAnswer> items,
            @JsonInclude(JsonInclude.Include.NON_NULL) String next) {}

    private final Desk desk;
    private final DatabasePages pages;

    DatabaseList(Desk desk, DatabasePages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    @GET
    public Uni<Page> list(
            @RestQuery String kind,
            @RestQuery String status,
            @RestQuery String iotBox,
            @RestQuery String limit,
            @RestQuery String cursor) {
        DatabaseFilter filter = new DatabaseFilter(
                Parameter.oneOf("kind", DatabaseKind.class, kind),
                Parameter.oneOf("status", SubscriptionStatus.class, status),
                Parameter.trueOrFalse("iotBox", iotBox));
        int most = Parameter.limit(limit);
        // One more than was asked for tells whether there is a next page.
        return desk.serve(pages.behind(last(cursor), filter, most + 1)).map(found -> page(found, most));
    }

    private static Page page(List<ListedDatabase> found, int most) {
        List<DatabaseAnswer> items = found.stream()
                .limit(most)
                .map(listed -> DatabaseAnswer.of(listed.facts(), listed.zone()))
                .toList();
        return new Page(items, found.size() > most ? cursorBehind(items.get(most - 1)) : null);
    }

    private static String cursorBehind(DatabaseAnswer last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.uuid().getBytes(StandardCharsets.US_ASCII));
    }

    private static DatabaseUuid last(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return DatabaseUuid.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw Parameter.refused("cursor is what another page of this list gave as 'next'.");
        }
    }
}
