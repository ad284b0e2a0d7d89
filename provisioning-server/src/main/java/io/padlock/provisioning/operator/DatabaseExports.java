package io.padlock.provisioning.operator;

import io.padlock.provisioning.directory.DatabaseFilter;
import io.padlock.provisioning.directory.DatabasePages;
import io.padlock.provisioning.directory.ListedDatabase;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * GET /v1/operator/databases/export. The next page is read when the one before it went out: a reader who is slow, or stops,
 * costs a page of memory and no transaction. What changes meanwhile may be in it as it was or as it is.
 */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/databases/export")
public class DatabaseExports {

    private static final int PAGE = 500;
    private static final String CSV = "text/csv";

    private final Desk desk;
    private final DatabasePages pages;
    private static final Logger LOG = Logger.getLogger(DatabaseExports.class);

    private final OperatorActions actions;

    DatabaseExports(Desk desk, DatabasePages pages, OperatorActions actions) {
        this.desk = desk;
        this.pages = pages;
        this.actions = actions;
    }

    /** Also for who does not say what they accept. */
    @GET
    @Produces(CSV)
    public Multi<Buffer> csv(@RestQuery String contractCodes, @Context HttpHeaders headers) {
        // The framework takes the first of two methods for an 'Accept' that names the type of neither.
        if (headers.getAcceptableMediaTypes().stream().noneMatch(MediaType.valueOf(CSV)::isCompatible)) {
            throw new NotAcceptableException();
        }
        return lines(new CsvLines(), told(contractCodes)).map(lines -> Buffer.buffer(lines + "\n"));
    }

    /** In this media type the framework itself puts a line end between what it is given, and one at the end. */
    @GET
    @Produces("application/x-ndjson")
    public Multi<Buffer> ndjson(@RestQuery String contractCodes) {
        return lines(new NdjsonLines(), told(contractCodes)).map(Buffer::buffer);
    }

    private boolean told(String contractCodes) {
        boolean told = Boolean.TRUE.equals(Parameter.trueOrFalse("contractCodes", contractCodes));
        actions.begins(
                "GET /v1/operator/databases/export",
                Map.of("query.contractCodes", String.valueOf(told), "status", "200"));
        return told;
    }

    /** The header goes out with the first page: until that is read, a failure can still be told as a problem. */
    private Multi<String> lines(LineFormat format, boolean contractCodes) {
        AtomicReference<DatabaseUuid> last = new AtomicReference<>();
        AtomicReference<String> header = new AtomicReference<>(format.header());
        return Multi.createBy()
                .repeating()
                .uni(() -> desk.serve(pages.behind(last.get(), DatabaseFilter.ALL, PAGE)))
                .whilst(page -> page.size() == PAGE)
                .invoke(page -> page.stream()
                        .reduce((a, b) -> b)
                        .ifPresent(end -> last.set(end.facts().uuid())))
                .map(page -> text(header.getAndSet(""), page, format, contractCodes))
                .filter(text -> !text.isEmpty())
                // The framework's own line about a broken answer is off: it says the same of every caller who hangs up.
                .onFailure()
                .invoke(failure -> LOG.warnf("An export broke off: %s", failure));
    }

    private static String text(String header, List<ListedDatabase> page, LineFormat format, boolean contractCodes) {
        return Stream.concat(
                        Stream.of(header).filter(line -> !line.isEmpty()),
                        page.stream().map(database -> format.write(database, contractCodes)))
                .collect(Collectors.joining("\n"));
    }
}
