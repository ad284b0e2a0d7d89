package startup;

import measure.Memory;

/** One start of one subject: seconds from its launch to its first good answer, and what it held at rest. */
record Start(double ready, double cpu, Memory own, Memory postgres) {}
