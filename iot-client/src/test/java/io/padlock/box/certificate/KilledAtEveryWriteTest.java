package io.padlock.box.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import io.padlock.testing.Length;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} before each system call of an installation that changes the disk: a debugger holds the process there. What a
 * disk forgets when the power fails is not shown here; that each file was synced before something points to it, is.
 */
class KilledAtEveryWriteTest {

    private static final int TIMES = Length.of(1, 100);
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    /** Java's own, one around each of the system's: what changes a disk, or has it keep what was changed. */
    private static final Map<String, Set<String>> CHANGING = Map.of(
            "sun\\.nio\\.fs\\.UnixNativeDispatcher",
            Set.of("open", "mkdir", "rmdir", "unlink", "unlinkat", "rename", "renameat", "symlink", "link", "fchmod"),
            "sun\\.nio\\.ch\\.(Unix)?FileDispatcherImpl",
            Set.of("write", "pwrite", "writev", "force"));

    @TempDir
    Path somewhere;

    private final TestIssuer issuer = new TestIssuer("Padlock", NOW);

    @Test
    void a_whole_pair_counts_wherever_in_an_installation_the_process_is_killed() throws Exception {
        CertificatePair one = Pairs.fresh(issuer, NOW);
        CertificatePair other = Pairs.fresh(issuer, NOW);
        Map<String, Path> folders = Map.of(one.serial(), written(one, "one"), other.serial(), written(other, "other"));
        Map<String, String> keys = Map.of(one.serial(), one.keyPem(), other.serial(), other.keyPem());
        Path data = somewhere.resolve("data");
        PairStore store = new PairStore(data);
        Pairs.install(store, one);
        int kills = 0;
        int replaced = 0;

        for (int time = 0; time < TIMES; time++) {
            boolean isKilled = true;
            for (int call = 1; isKilled; call++) {
                String before = store.current().orElseThrow().serial();
                String wanted = before.equals(one.serial()) ? other.serial() : one.serial();

                isKilled = killedBefore(call, data, folders.get(wanted));

                CertificatePair left = store.current().orElseThrow();
                assertThat(left.serial()).as("after call " + call).isIn(before, wanted);
                assertThat(left.keyPem()).as("after call " + call).isEqualTo(keys.get(left.serial()));
                BoxKey pending = store.pendingKey();
                assertThat(TestIssuer.keyIn(pending.signingRequest())).isEqualTo(pending.publicKey());
                kills += isKilled ? 1 : 0;
                replaced += isKilled && left.serial().equals(wanted) ? 1 : 0;
                if (!isKilled) {
                    assertThat(left.serial())
                            .as("an installation that nobody killed")
                            .isEqualTo(wanted);
                }
            }
        }

        System.out.println("Killed before each of " + kills / TIMES + " calls, " + TIMES + " times: " + replaced
                + " times the new pair counted already.");
        assertThat(kills / TIMES).isGreaterThan(20);
        assertThat(replaced).as("kills before and after the new pair counts").isBetween(TIMES, kills - TIMES);
        Pairs.install(store, one);
        try (Stream<Path> pairs = Files.list(data.resolve("pairs"))) {
            assertThat(pairs).as("the rubbish of every kill is gone").hasSizeLessThanOrEqualTo(2);
        }
    }

    /** @return false when the installation ended before it came to that call */
    private static boolean killedBefore(int call, Path data, Path pair) throws Exception {
        VirtualMachine machine = launch(data, pair);
        try {
            ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
            prepared.addClassFilter(InstallsOnce.class.getName());
            prepared.enable();
            return goOnUntil(call, machine);
        } finally {
            machine.process().destroyForcibly().waitFor();
        }
    }

    private static boolean goOnUntil(int call, VirtualMachine machine) throws Exception {
        int seen = 0;
        machine.resume();
        while (true) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
                    throw new AssertionError("The process ended by itself: " + said(machine));
                }
                if (event instanceof ClassPrepareEvent loaded) {
                    stopAt(loaded.referenceType(), Set.of("begins", "ends"));
                } else if (event instanceof BreakpointEvent here) {
                    String method = here.location().method().name();
                    if (method.equals("begins")) {
                        watchTheDisk(machine);
                    } else if (method.equals("ends")) {
                        return false;
                    } else if (++seen == call) {
                        return true;
                    }
                }
            }
            events.resume();
        }
    }

    private static void watchTheDisk(VirtualMachine machine) {
        int watched = 0;
        for (ReferenceType type : machine.allClasses()) {
            for (Map.Entry<String, Set<String>> calls : CHANGING.entrySet()) {
                watched += type.name().matches(calls.getKey()) ? stopAt(type, calls.getValue()) : 0;
            }
        }
        assertThat(watched).as("Java's own methods around the system's calls").isGreaterThan(10);
    }

    private static int stopAt(ReferenceType type, Set<String> names) {
        List<Method> methods = type.methods().stream()
                .filter(method -> names.contains(method.name()) && !method.isNative() && !method.isAbstract())
                .toList();
        methods.forEach(method -> type.virtualMachine()
                .eventRequestManager()
                .createBreakpointRequest(method.location())
                .enable());
        return methods.size();
    }

    private static VirtualMachine launch(Path data, Path pair) throws Exception {
        LaunchingConnector launcher = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = launcher.defaultArguments();
        arguments.get("main").setValue(InstallsOnce.class.getName() + " " + data + " " + pair);
        arguments
                .get("options")
                .setValue("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"" + System.getProperty("java.class.path")
                        + "\"");
        return launcher.launch(arguments);
    }

    private static String said(VirtualMachine machine) throws IOException {
        try (InputStream errors = machine.process().getErrorStream()) {
            return new String(errors.readAllBytes());
        } catch (VMDisconnectedException gone) {
            return "nothing";
        }
    }

    private Path written(CertificatePair pair, String name) throws IOException {
        Path folder = Files.createDirectory(somewhere.resolve(name));
        Files.writeString(folder.resolve("key.pem"), pair.keyPem());
        Files.writeString(folder.resolve("chain.pem"), pair.chainPem());
        return folder;
    }
}
