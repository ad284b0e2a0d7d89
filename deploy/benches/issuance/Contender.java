package issuance;

import java.util.Map;
import java.util.function.DoubleSupplier;

/** One that is measured: what it is asked, the CPU that it has used, and the table that it records in. */
record Contender(
        String title,
        Map<Door, Asked> asked,
        DoubleSupplier serverCpu,
        DoubleSupplier poolerCpu,
        String database,
        String table) {}
