package issuance;

/** Turns of one case are compared with each other. */
record Case(Door door, int connections) {

    String title() {
        return "%s, %d connections".formatted(door.title, connections);
    }
}
