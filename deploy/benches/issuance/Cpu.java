package issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import measure.Usage;

/** Seconds of CPU so far: of the server, its PostgreSQL, what is between them, the load generator, and in all. */
record Cpu(double server, double postgres, double pooler, double generator, double machine) {

    private static final double TICKS_PER_SECOND = 100;

    static Cpu now(double server, double postgres, double pooler) throws IOException {
        return new Cpu(server, postgres, pooler, Usage.ownCpuSeconds(ProcessHandle.current()), ofTheMachine());
    }

    /** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq (proc(5)). */
    private static double ofTheMachine() throws IOException {
        String all = Files.readAllLines(Path.of("/proc/stat")).get(0);
        long[] ticks = Arrays.stream(all.split(" +"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TICKS_PER_SECOND;
    }

    Cpu since(Cpu before) {
        return new Cpu(
                server - before.server,
                postgres - before.postgres,
                pooler - before.pooler,
                generator - before.generator,
                machine - before.machine);
    }

    /** What others on this machine took: a figure is as good as this is small. */
    double elsewhere() {
        return Math.max(0, machine - server - postgres - pooler - generator);
    }
}
