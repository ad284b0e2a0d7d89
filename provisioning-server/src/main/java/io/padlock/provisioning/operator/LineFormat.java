package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refused;
import io.padlock.provisioning.directory.ListedDatabase;
import io.padlock.provisioning.directory.NumberedDatabase;
import io.padlock.provisioning.operator.BodyLines.BodyLine;
import jakarta.ws.rs.core.MediaType;

/** How a database is written on a line, by an import's sender and by the export. Import takes back what export writes. */
interface LineFormat {

    /** The first line, or an empty text where there is none. Without its line end. */
    String header();

    /** @throws Refused with what is wrong with the line, in the words of PUT */
    NumberedDatabase read(BodyLine line);

    /** Without its line end. */
    String write(ListedDatabase database, boolean withContractCode);

    static LineFormat of(MediaType type) {
        return "csv".equals(type.getSubtype()) ? new CsvLines() : new NdjsonLines();
    }
}
