package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.provisioning.directory.ListedDatabase;
import io.padlock.provisioning.directory.NumberedDatabase;
import io.padlock.provisioning.operator.BodyLines.BodyLine;
import io.padlock.provisioning.operator.DatabaseBody.Line;
import io.padlock.provisioning.operator.DatabaseBody.Subscription;
import io.padlock.provisioning.wire.JsonBody;

/** NDJSON: on each line the body of PUT, with the UUID beside it. */
final class NdjsonLines implements LineFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    record DatabaseLine(
            String uuid,
            @JsonInclude(JsonInclude.Include.NON_NULL) String enterpriseCode,
            String kind,
            Subscription subscription) {

        NumberedDatabase numbered(long line) {
            DatabaseBody body = new DatabaseBody(enterpriseCode, kind, subscription);
            return new NumberedDatabase(
                    line, body.facts(Databases.parsed(uuid)), enterpriseCode == null ? null : body.contract());
        }
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public NumberedDatabase read(BodyLine line) {
        return JsonBody.readLine(line.bytes(), DatabaseLine.class).numbered(line.number());
    }

    @Override
    public String write(ListedDatabase database, boolean withContractCode) {
        try {
            return JSON.writeValueAsString(new DatabaseLine(
                    database.facts().uuid().toString(),
                    withContractCode ? database.contract().reveal() : null,
                    database.facts().kind().name(),
                    new Subscription(
                            database.facts().subscription().name(),
                            database.facts().lines().stream()
                                    .map(line -> new Line(line.product(), line.quantity()))
                                    .toList())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
