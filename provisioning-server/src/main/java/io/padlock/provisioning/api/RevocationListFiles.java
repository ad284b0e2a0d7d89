package io.padlock.provisioning.api;

import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.padlock.provisioning.revocation.PublishedList;
import io.padlock.provisioning.revocation.RevocationLists;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.jboss.resteasy.reactive.RestPath;

/** Revocation lists, from memory: certificates point here, and whole companies may ask at once. */
@Path("/v1/authority")
@Produces("application/pkix-crl")
public class RevocationListFiles {

    /** What a revocation waits for in somebody's cache, beside the second or two until it is on a list. */
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final Authority authority;
    private final RevocationLists lists;
    private final Clock clock;

    RevocationListFiles(Authority authority, RevocationLists lists, Clock clock) {
        this.authority = authority;
        this.lists = lists;
        this.clock = clock;
    }

    @GET
    @Path("issuing.crl")
    @NonBlocking
    public Response ofTheCurrentIssuer(@Context Request request, @Context HttpHeaders headers) {
        return answer(authority.issuers().get(0), request, headers);
    }

    @GET
    @Path("issuers/{issuer}.crl")
    @NonBlocking
    public Response ofAnIssuer(@RestPath String issuer, @Context Request request, @Context HttpHeaders headers) {
        return answer(
                authority.issuers().stream()
                        .filter(one -> one.id().equals(issuer))
                        .findFirst()
                        .orElseThrow(() -> NoSuchIssuer.refusal(issuer)),
                request,
                headers);
    }

    private Response answer(Issuer issuer, Request request, HttpHeaders headers) {
        PublishedList list = lists.newestOf(issuer)
                .orElseThrow(() -> new Refused(new TryLater("The first revocation list is not signed yet.")));
        // A list with another number has other bytes, and the other way round, on every replica.
        EntityTag tag = new EntityTag(issuer.id() + "-" + list.number());
        Date signedAt = Date.from(list.thisUpdate());
        boolean isKnown = isKnownByItsDate(list, headers) || isKnownByItsTag(tag, request);
        ResponseBuilder answer = isKnown ? Response.notModified() : Response.ok(list.der());
        Instant now = clock.instant();
        Duration keep = keep(list, now);
        return answer.tag(tag)
                .lastModified(signedAt)
                .expires(Date.from(now.plus(keep)))
                .cacheControl(forAll(keep))
                .build();
    }

    /** If-Match is for those who change something, so it changes nothing here. */
    private static boolean isKnownByItsTag(EntityTag tag, Request request) {
        ResponseBuilder condition = request.evaluatePreconditions(tag);
        return condition != null && condition.build().getStatus() == Response.Status.NOT_MODIFIED.getStatusCode();
    }

    /** By that very date: a clock that was ahead and went back leaves a list whose date is before the one of the list before. */
    private static boolean isKnownByItsDate(PublishedList list, HttpHeaders headers) {
        String since = headers.getHeaderString(HttpHeaders.IF_MODIFIED_SINCE);
        if (since == null || headers.getHeaderString(HttpHeaders.IF_NONE_MATCH) != null) {
            return false;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since))
                    .equals(list.thisUpdate());
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    /** Never beyond the list's own end. */
    private static Duration keep(PublishedList list, Instant now) {
        Duration left = Duration.between(now, list.nextUpdate());
        return left.isNegative() ? Duration.ZERO : left.compareTo(MAX_AGE) < 0 ? left : MAX_AGE;
    }

    private static CacheControl forAll(Duration keep) {
        CacheControl control = new CacheControl();
        // It is signed: a proxy can't change it, and may keep it for all who come through.
        control.getCacheExtension().put("public", "");
        control.setNoTransform(false);
        control.setMaxAge((int) keep.toSeconds());
        return control;
    }
}
