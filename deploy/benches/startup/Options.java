package startup;

record Options(int runs, boolean json) {

    /** deploy/bench has checked them. */
    static Options of(String[] arguments) {
        int runs = 5;
        boolean json = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--runs" -> runs = Integer.parseInt(arguments[++i]);
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        return new Options(runs, json);
    }
}
