package issuance;

/** What one subject did at one door in one turn. CPU is in microseconds a certificate; elsewhere is in cores. */
record Turn(
        double perSecond,
        double p50,
        double p99,
        double server,
        double postgres,
        double pooler,
        double generator,
        double elsewhere) {

    static Turn of(Load.Answered answered, Cpu spent, double seconds) {
        double micros = 1e6 / answered.counted();
        return new Turn(
                answered.counted() / seconds,
                answered.percentile(0.5),
                answered.percentile(0.99),
                spent.server() * micros,
                spent.postgres() * micros,
                spent.pooler() * micros,
                spent.generator() * micros,
                spent.elsewhere() / seconds);
    }

    /** Of all that the subject needs. */
    double cpu() {
        return server + postgres + pooler;
    }
}
