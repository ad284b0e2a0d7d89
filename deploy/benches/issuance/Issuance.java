package issuance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import measure.EndedEarly;
import measure.Machine;
import measure.Playground;

/**
 * Run by {@code deploy/bench issuance}, from the checkout's folder, after a build. Padlock and cfssl take turns on one
 * PostgreSQL, round after round, so that whatever else the machine does in these minutes hits all of them alike.
 */
final class Issuance {

    private final Options options;
    private final Contest contest;
    private final Turns track;
    private final Map<Case, Map<Subject, List<Turn>>> turns = new LinkedHashMap<>();

    private Issuance(Options options, Contest contest) {
        this.options = options;
        this.contest = contest;
        this.track = contest.turns();
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Machine machine = Machine.now();
        Playground playground = Playground.open();
        try {
            Issuance issuance = new Issuance(options, Contest.start(playground, options));
            issuance.warmUp();
            issuance.run();
            List<Profile> profiles = issuance.profiles(playground);
            boolean allWell = issuance.tell(machine, profiles);
            System.exit(allWell ? 0 : 1);
        } catch (EndedEarly | IOException e) {
            // After Ctrl-C everybody ends and files go, and nobody needs to hear of it.
            if (playground.isOpen()) {
                System.err.println("\n" + e);
            }
            System.exit(1);
        }
    }

    private void warmUp() throws Exception {
        System.err.println("Warming up ...");
        for (Door door : options.doors()) {
            double seconds = (double) options.warmUp() / options.doors().size();
            track.warmUp(contest.contenders().get(Subject.PADLOCK), door, options.mostConnections(), seconds);
        }
        // What comes compiled needs only its connections and caches.
        for (Subject rival : List.of(Subject.CFSSL_POOLED, Subject.CFSSL)) {
            for (Door door : options.rival() ? options.doors() : List.<Door>of()) {
                take(rival, door, options.mostConnections(), 1);
            }
        }
    }

    private void run() throws Exception {
        for (int round = 1; round <= options.runs(); round++) {
            System.err.println("Round " + round + " of " + options.runs() + " ...");
            for (Case one : cases()) {
                for (Subject subject : contest.contenders().keySet()) {
                    Turn turn = take(subject, one.door(), one.connections(), options.seconds());
                    turns.computeIfAbsent(one, none -> new EnumMap<>(Subject.class))
                            .computeIfAbsent(subject, none -> new ArrayList<>())
                            .add(turn);
                }
            }
        }
    }

    private Turn take(Subject subject, Door door, int connections, double seconds) throws Exception {
        return track.take(contest.contenders().get(subject), door, connections, seconds);
    }

    private List<Case> cases() {
        return options.doors().stream()
                .flatMap(door -> options.connections().stream().map(number -> new Case(door, number)))
                .toList();
    }

    private List<Profile> profiles(Playground playground) throws Exception {
        List<Profile> profiles = new ArrayList<>();
        if (options.profiler().isPresent()) {
            System.err.println("Profiling ...");
            Profiler profiler = new Profiler(options.profiler().get(), contest.padlocksProcess(), playground);
            for (Door door : options.doors()) {
                Case one = new Case(door, options.mostConnections());
                profiler.start();
                Turn turn = take(Subject.PADLOCK, door, one.connections(), options.seconds());
                profiles.add(Profile.of(one, turn, profiler.stop()));
            }
        }
        return profiles;
    }

    private boolean tell(Machine machine, List<Profile> profiles) throws Exception {
        Report report = new Report(
                machine,
                options,
                contest.postgresSettings(),
                turns,
                track.recorded(List.copyOf(contest.contenders().values())),
                track.failures(),
                profiles);
        System.out.print(report.forPeople());
        if (options.json()) {
            System.out.println(report.asJson());
        }
        return report.allWell();
    }
}
