package io.padlock.provisioning.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.directory.ListedDatabase;
import io.padlock.provisioning.directory.NumberedDatabase;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.operator.BodyLines.BodyLine;
import io.padlock.provisioning.operator.DatabaseBody.Line;
import io.padlock.provisioning.operator.DatabaseBody.Subscription;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CSV (RFC 4180) with one record a line. A quoted field that goes on over the line's end is refused: no field here has a
 * line end in it, so it would be a quote that was forgotten, and everything behind it would be read as one field.
 *
 * <p>Written as it is: a contract code that begins with = or + or - or @ is a formula for a spreadsheet, and would be another
 * code with an apostrophe before it. docs/operating-databases.md says how to open such a file.
 */
final class CsvLines implements LineFormat {

    private static final List<String> COLUMNS =
            List.of("uuid", "enterpriseCode", "kind", "subscriptionStatus", "lines");
    private static final String HEADER = String.join(",", COLUMNS);

    private static final CsvMapper CSV = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final ObjectReader READER = CSV.readerFor(String[][].class);
    private static final ObjectWriter WRITER =
            CSV.writerFor(String[].class).with(CsvSchema.emptySchema().withLineSeparator(""));
    /** How {@code lines} is written. What of it is a product is judged with the other fields. */
    private static final Pattern LINE = Pattern.compile("([^:]+):([0-9]{1,9})");

    @Override
    public String header() {
        return HEADER;
    }

    /** @throws Refused when the first line is another: without it, columns would be guessed */
    static void mustBeHeader(BodyLine first) {
        if (first == null || first.bytes() == null || !isHeader(first)) {
            throw new Refused(new Unusable(
                    400,
                    "The request can't be read",
                    new Reason(
                            "MALFORMED_REQUEST",
                            "The first line is not '" + HEADER + "'.",
                            "Begin the CSV with that line.")));
        }
    }

    private static boolean isHeader(BodyLine first) {
        try {
            return COLUMNS.equals(fields(first));
        } catch (Refused unreadable) {
            return false;
        }
    }

    @Override
    public NumberedDatabase read(BodyLine line) {
        List<String> fields = fields(line);
        if (fields.size() != COLUMNS.size()) {
            throw malformed(
                    "The line has " + fields.size() + " fields; " + COLUMNS.size() + " are expected: " + HEADER + ".");
        }
        DatabaseBody body = new DatabaseBody(
                absentIfEmpty(fields.get(1)),
                absentIfEmpty(fields.get(2)),
                new Subscription(absentIfEmpty(fields.get(3)), lines(fields.get(4))));
        return new NumberedDatabase(
                line.number(),
                body.facts(Databases.parsed(fields.get(0))),
                body.enterpriseCode() == null ? null : body.contract());
    }

    @Override
    public String write(ListedDatabase database, boolean withContractCode) {
        try {
            return WRITER.writeValueAsString(new String[] {
                database.facts().uuid().toString(),
                withContractCode ? database.contract().reveal() : "",
                database.facts().kind().name(),
                database.facts().subscription().name(),
                database.facts().lines().stream()
                        .map(line -> line.product() + ":" + line.quantity())
                        .collect(Collectors.joining(" "))
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> fields(BodyLine line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.bytes()))
                    .toString();
            String[][] records = READER.readValue(text);
            return records.length == 1 ? Arrays.asList(records[0]) : List.of();
        } catch (CharacterCodingException e) {
            throw malformed("The line is not UTF-8.");
        } catch (JsonProcessingException e) {
            throw malformed("The line is not CSV: a quote is not closed, or something follows a closed one.");
        }
    }

    private static List<Line> lines(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split(" +")).map(CsvLines::line).toList();
    }

    private static Line line(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw DatabaseBody.refused("lines is written like IOT_BOX:2 POINT_OF_SALE:1, with blanks between.");
        }
        return new Line(line.group(1), Integer.valueOf(line.group(2)));
    }

    private static String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Refused malformed(String explanation) {
        return new Refused(new Unusable(
                400, "The request can't be read", new Reason("MALFORMED_LINE", explanation, ImportReport.REMEDY)));
    }
}
