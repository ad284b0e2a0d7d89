package startup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import measure.Comparison;
import measure.EndedEarly;
import measure.Launch;
import measure.Machine;
import measure.Playground;
import measure.Running;
import measure.Spread;
import measure.Usage;

/**
 * Run by {@code deploy/bench startup}, from the checkout's folder, after a build. Starts each subject in turn, round
 * after round, so that whatever else the machine does in these minutes hits all of them alike; the first round only
 * warms the disk's cache and does not count.
 */
final class Startup {

    private final Playground playground;
    private final Subjects subjects;
    private final Map<Subject, List<Start>> starts = new EnumMap<>(Subject.class);

    private Startup(Playground playground, Subjects subjects) {
        this.playground = playground;
        this.subjects = subjects;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Machine machine = Machine.now();
        Playground playground = Playground.open();
        try {
            Startup startup = new Startup(playground, Subjects.in(playground));
            startup.run(options.runs());
            startup.tell(machine, options);
        } catch (EndedEarly | IOException e) {
            // After Ctrl-C subjects end and files go, and nobody needs to hear of it.
            if (playground.isOpen()) {
                System.err.println("\n" + e);
            }
            System.exit(1);
        }
    }

    private void run(int runs) throws Exception {
        for (int round = 0; round <= runs; round++) {
            System.err.println(round == 0 ? "Warming up ..." : "Round " + round + " of " + runs + " ...");
            subjects.newRound();
            for (Subject subject : Subject.values()) {
                Start start = measure(subjects.launch(subject));
                if (round > 0) {
                    starts.computeIfAbsent(subject, none -> new ArrayList<>()).add(start);
                }
            }
        }
    }

    private Start measure(Launch launch) throws Exception {
        Running running = playground.start(launch);
        double ready = running.secondsUntilReady();
        double cpu = Usage.cpuSeconds(running.process().toHandle());
        // What a start leaves to be collected or given back is settled by then.
        TimeUnit.SECONDS.sleep(5);
        running.mustBeAlive();
        Start start = new Start(
                ready,
                cpu,
                Usage.memory(Stream.of(running.process().toHandle())),
                Usage.memory(running.process().descendants()));
        playground.stop(running.process());
        return start;
    }

    private void tell(Machine machine, Options options) {
        List<Comparison> comparisons = comparisons();
        Report report = new Report(machine, options.runs(), starts, comparisons);
        System.out.print(report.forPeople());
        if (options.json()) {
            System.out.println(report.asJson());
        }
    }

    private List<Comparison> comparisons() {
        return List.of(
                compare(Figure.TIME, Subject.CLIENT, Subject.CLIENT_DEFAULTS),
                compare(Figure.MEMORY, Subject.CLIENT, Subject.CLIENT_DEFAULTS),
                compare(Figure.TIME, Subject.CLIENT, Subject.FLOOR),
                compare(Figure.MEMORY, Subject.CLIENT, Subject.FLOOR),
                compare(Figure.TIME, Subject.BOX, Subject.BOX_DEFAULTS),
                compare(Figure.MEMORY, Subject.BOX, Subject.BOX_DEFAULTS),
                compare(Figure.TIME, Subject.SERVER_GIVEN, Subject.FLOOR),
                compare(Figure.MEMORY, Subject.SERVER_GIVEN, Subject.FLOOR),
                compare(Figure.TIME, Subject.SERVER_AGAIN, Subject.SERVER_GIVEN),
                compare(Figure.TIME, Subject.SERVER_FIRST, Subject.SERVER_AGAIN));
    }

    private Comparison compare(Figure figure, Subject ours, Subject other) {
        return new Comparison(
                ours.title + " / " + other.title + ": " + figure.title,
                figure.unit,
                Spread.of(starts.get(ours), figure.of).median(),
                Spread.of(starts.get(other), figure.of).median());
    }
}
