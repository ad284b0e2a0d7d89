package io.padlock.box.disk;

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
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code kill -9} before a system call that changes the disk: a debugger holds the process there. What a disk forgets when the
 * power fails is not shown by it.
 */
public final class KilledBefore {

    /** Java's own, one around each of the system's: what changes a disk, or has it keep what was changed. */
    private static final Map<String, Set<String>> CHANGING = Map.of(
            "sun\\.nio\\.fs\\.UnixNativeDispatcher",
            Set.of("open", "mkdir", "rmdir", "unlink", "unlinkat", "rename", "renameat", "symlink", "link", "fchmod"),
            "sun\\.nio\\.ch\\.(Unix)?FileDispatcherImpl",
            Set.of("write", "pwrite", "writev", "force"));

    private KilledBefore() {}

    /** What a test does before each of its kills, and what it looks at after each. */
    public interface Step {
        void go() throws Exception;
    }

    /** A build tries every fifth call; in full it is each one. */
    private static final int STRIDE = Length.of(5, 1);

    /**
     * Before each call in turn, until one run is not killed any more; and all that so many times.
     *
     * @return how many kills there were each time
     */
    public static int eachCall(int times, Step prepare, Step isWhole, Class<?> program, Object... arguments)
            throws Exception {
        int kills = 0;
        for (int time = 0; time < times; time++) {
            boolean isKilled = true;
            for (int call = 1; isKilled; call += STRIDE) {
                prepare.go();
                isKilled = call(call, program, arguments);
                try {
                    isWhole.go();
                } catch (AssertionError | Exception broken) {
                    throw new AssertionError("Killed before call " + call + ", the " + time + "th time", broken);
                }
                kills += isKilled ? 1 : 0;
            }
        }
        System.out.println(program.getSimpleName() + " was killed " + kills / times + " times, before each "
                + (STRIDE == 1 ? "" : STRIDE + "th ") + "call of the system; and that " + times + " times.");
        return kills / times;
    }

    /**
     * @param program its main calls {@link Watched#begins} and {@link Watched#ends}
     * @return false when it ended before it came to that call
     */
    public static boolean call(int call, Class<?> program, Object... arguments) throws Exception {
        VirtualMachine machine = launch(program, arguments);
        try {
            ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
            prepared.addClassFilter(Watched.class.getName());
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

    private static VirtualMachine launch(Class<?> program, Object... given) throws Exception {
        LaunchingConnector launcher = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = launcher.defaultArguments();
        StringBuilder main = new StringBuilder(program.getName());
        for (Object argument : given) {
            main.append(' ').append(argument);
        }
        arguments.get("main").setValue(main.toString());
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
}
