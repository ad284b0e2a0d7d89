package issuance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** deploy/bench has checked them. The profiler is a jar, there when a profile is asked for. */
record Options(
        int runs,
        boolean json,
        List<Integer> connections,
        int seconds,
        int warmUp,
        List<Door> doors,
        boolean rival,
        Optional<Path> profiler,
        int rows) {

    static Options of(String[] arguments) {
        int runs = 5;
        boolean json = false;
        List<Integer> connections = List.of(16, 64);
        int seconds = 8;
        int warmUp = 30;
        List<Door> doors = List.of(Door.values());
        boolean rival = true;
        Optional<Path> profiler = Optional.empty();
        int rows = 2_000_000;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--runs" -> runs = Integer.parseInt(arguments[++i]);
                case "--json" -> json = true;
                case "--connections" -> connections = numbers(arguments[++i]);
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--warm-up" -> warmUp = Integer.parseInt(arguments[++i]);
                case "--door" -> doors = Door.named(arguments[++i]);
                case "--rival" -> rival = arguments[++i].equals("cfssl");
                case "--profiler" ->
                    profiler = Optional.of(Path.of(arguments[++i]).toAbsolutePath());
                case "--rows" -> rows = Integer.parseInt(arguments[++i]);
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        return new Options(runs, json, connections, seconds, warmUp, doors, rival, profiler, rows);
    }

    private static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
    }

    int mostConnections() {
        return connections.stream().max(Integer::compare).orElseThrow();
    }

    List<Subject> subjects() {
        return rival ? List.of(Subject.values()) : List.of(Subject.PADLOCK);
    }
}
