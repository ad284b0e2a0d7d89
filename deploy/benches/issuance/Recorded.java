package issuance;

/** How many certificates somebody answered with in the whole run, and how many rows its table has. */
record Recorded(String title, long answered, long rows) {

    boolean isComplete() {
        return answered == rows;
    }
}
