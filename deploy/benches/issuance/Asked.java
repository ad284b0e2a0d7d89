package issuance;

/** Who is asked, where, and what; the same for all turns of one subject at one door. */
record Asked(String title, int port, Questions questions, int issued) {}
