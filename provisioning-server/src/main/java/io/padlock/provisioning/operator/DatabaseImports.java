package io.padlock.provisioning.operator;

import io.padlock.provisioning.Deadline;
import io.padlock.provisioning.Refusal.NotConfirmed;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.directory.Import;
import io.padlock.provisioning.directory.Imports;
import io.padlock.provisioning.directory.NumberedDatabase;
import io.padlock.provisioning.operator.BodyLines.BodyLine;
import io.padlock.provisioning.wire.LongBody;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * POST /v1/operator/databases/import. Reads some lines, writes them, reads on: a sender that is faster than the database is
 * held back by TCP, so that nothing gathers here.
 */
@OperatorsOnly
@Cancellable(false)
@Path(DatabaseImports.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseImports {

    private static final Logger LOG = Logger.getLogger(DatabaseImports.class);

    static final String PATH = "/v1/operator/databases/import";

    /** Each has a thread and a connection to the database for as long as it goes on; the boxes' are not to become scarce. */
    private static final int MOST_AT_ONCE = 2;
    /** More a statement are hardly faster; fewer are slower, by their round trips and, line by line, their commits. */
    private static final int LINES_A_PART = 500;
    /** Some lines are as long as 500 others; this is what an import holds in memory, some times over. */
    private static final int BYTES_A_PART = 1024 * 1024;

    private final Imports imports;
    private final OperatorConfig config;
    private final OperatorAction action;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    DatabaseImports(Imports imports, OperatorConfig config, OperatorAction action) {
        this.imports = imports;
        this.config = config;
        this.action = action;
    }

    @jakarta.enterprise.inject.Produces
    @Singleton
    static LongBody longBody() {
        return new LongBody(PATH);
    }

    /** The hop to a worker: reading a body as it comes means to wait for it. */
    @Blocking
    @POST
    @Consumes({"text/csv", "application/x-ndjson"})
    public ImportReport receive(
            @RestQuery("mode") String mode, @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        ImportMode asked = Parameter.oneOf("mode", ImportMode.class, mode);
        if (type == null) {
            // The framework refuses other types by itself, but not none.
            throw new NotSupportedException();
        }
        if (!free.tryAcquire()) {
            throw new Refused(new TryLater(MOST_AT_ONCE + " other imports are under way."));
        }
        try {
            BodyLines lines = new BodyLines(body, config.importLimit().asLongValue(), System::nanoTime);
            return tell(run(asked == null ? ImportMode.ALL_OR_NOTHING : asked, LineFormat.of(type), lines));
        } finally {
            free.release();
        }
    }

    private ImportReport run(ImportMode mode, LineFormat format, BodyLines lines) {
        if (!format.header().isEmpty()) {
            CsvLines.mustBeHeader(lines.next());
        }
        ImportTally tally = new ImportTally();
        Import begun = imports.one(mode == ImportMode.ALL_OR_NOTHING, config.importPatience());
        try {
            await(begun.begin());
            for (List<NumberedDatabase> part = part(lines, format, tally);
                    part != null;
                    part = part(lines, format, tally)) {
                tally.count(await(begun.write(part)));
            }
            if (mode == ImportMode.ALL_OR_NOTHING && tally.hasRefused()) {
                throw tally.nothing();
            }
            commit(begun);
            return tally.report(mode);
        } finally {
            begun.end();
        }
    }

    private void commit(Import begun) {
        try {
            await(begun.commit());
        } catch (RuntimeException failure) {
            LOG.warnf("The database did not say whether it stored an import: %s", failure);
            throw new Refused(new NotConfirmed("The database did not say whether it stored the import."));
        }
    }

    /** @return null after the last; a part may be empty, when none of its lines can be used */
    private static List<NumberedDatabase> part(BodyLines lines, LineFormat format, ImportTally tally) {
        List<NumberedDatabase> part = new ArrayList<>();
        long bytes = 0;
        BodyLine line = null;
        while (part.size() < LINES_A_PART && bytes < BYTES_A_PART && (line = lines.next()) != null) {
            if (line.isBlank()) {
                continue;
            }
            try {
                part.add(format.read(line.mustBeShort()));
                bytes += line.bytes().length;
            } catch (Refused refused) {
                tally.refuse(line.number(), refused);
            }
        }
        return part.isEmpty() && line == null ? null : part;
    }

    private ImportReport tell(ImportReport report) {
        action.about("mode", report.mode().name());
        action.about("created", String.valueOf(report.created()));
        action.about("replaced", String.valueOf(report.replaced()));
        action.about("unchanged", String.valueOf(report.unchanged()));
        action.about("refused", String.valueOf(report.refused()));
        return report;
    }

    /** A database that others keep busy may take its time, but not for ever. */
    private <T> T await(Uni<T> work) {
        return Deadline.of(config.importPatience(), work).await().indefinitely();
    }
}
