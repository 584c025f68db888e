package dev.sluice.runner.flink;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import dev.sluice.server.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Kills a JVM (SIGKILL) exactly at a {@link Moment}: a debugger stops all its threads there, and none runs again. The
 * product knows nothing of it.
 *
 * <pre>{@code
 * KillPoint point = KillPoint.start(cluster::startTaskManager);
 * point.arm(Moment.RECORDED, 2, () -> true);
 * }</pre>
 */
final class KillPoint {

    private final ChildJvm process;
    private final VirtualMachine machine;
    private List<Moment.Step> steps = List.of();
    private BooleanSupplier claim = () -> false;
    private int step;
    private int hitsLeft;

    private KillPoint(ChildJvm process, VirtualMachine machine) {
        this.process = process;
        this.machine = machine;
        Thread thread = new Thread(this::follow, "kill point of " + process);
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a process with one more JVM flag. */
    @FunctionalInterface
    interface Launch {
        ChildJvm with(String flag) throws IOException;
    }

    /**
     * Starts a process that can be killed at a moment.
     *
     * @param launch starts it with the JVM flag it is given
     */
    static KillPoint start(Launch launch) throws IOException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(c -> c.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue(String.valueOf(TimeUnit.SECONDS.toMillis(60)));
        try {
            String address = connector.startListening(arguments);
            String port = address.substring(address.lastIndexOf(':') + 1);
            // The process says hello before its main method runs.
            CompletableFuture<VirtualMachine> attached =
                    CompletableFuture.supplyAsync(() -> accept(connector, arguments));
            ChildJvm process =
                    launch.with("-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:" + port);
            VirtualMachine machine = attached.join();
            connector.stopListening(arguments);
            return new KillPoint(process, machine);
        } catch (IllegalConnectorArgumentsException | CompletionException e) {
            throw new IllegalStateException("no debugger could be attached", e);
        }
    }

    private static VirtualMachine accept(ListeningConnector connector, Map<String, Connector.Argument> arguments) {
        try {
            return connector.accept(arguments);
        } catch (IOException | IllegalConnectorArgumentsException e) {
            throw new CompletionException(e);
        }
    }

    ChildJvm process() {
        return process;
    }

    /**
     * Kills the process when it comes to the moment.
     *
     * @param hit at which time it comes there, counted from 1
     * @param mayKill asked then, all threads stopped; where the answer is no, the process runs on
     */
    synchronized void arm(Moment moment, int hit, BooleanSupplier mayKill) {
        steps = moment.steps();
        hitsLeft = hit;
        claim = mayKill;
        step = 0;
        watch();
    }

    /** Lets the process run. */
    synchronized void disarm() {
        steps = List.of();
        try {
            clear();
        } catch (VMDisconnectedException e) {
            // It is dead: nothing stops it any more.
        }
    }

    private void follow() {
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove();
                boolean killed = false;
                for (Event event : events) {
                    killed |= killedAt(event);
                }
                if (!killed) {
                    events.resume();
                }
            }
        } catch (VMDisconnectedException e) {
            // The process has ended, one way or another.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean killedAt(Event event) {
        if (steps.isEmpty()) {
            return false;
        }
        if (event instanceof ClassPrepareEvent prepared) {
            stopIn(prepared.referenceType());
            return false;
        }
        if (event instanceof BreakpointEvent entered && steps.get(step).edge() == Moment.Edge.EXIT) {
            stepOut(entered.thread());
            return false;
        }
        return (event instanceof BreakpointEvent || event instanceof StepEvent) && reached();
    }

    private boolean reached() {
        step++;
        if (step == steps.size()) {
            step = 0;
            hitsLeft--;
            if (hitsLeft == 0) {
                if (claim.getAsBoolean()) {
                    process.kill();
                    return true;
                }
                steps = List.of();
                clear();
                return false;
            }
        }
        watch();
        return false;
    }

    /** Stops at the current step, wherever its class is loaded and will be loaded: each job brings its own. */
    private void watch() {
        clear();
        String className = steps.get(step).className();
        ClassPrepareRequest request = machine.eventRequestManager().createClassPrepareRequest();
        request.addClassFilter(className);
        request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        request.enable();
        machine.classesByName(className).stream()
                .filter(ReferenceType::isPrepared)
                .forEach(this::stopIn);
    }

    private void stopIn(ReferenceType type) {
        if (!type.name().equals(steps.get(step).className())) {
            return;
        }
        type.methodsByName(steps.get(step).method()).stream()
                .filter(method -> !method.isAbstract())
                .forEach(method -> {
                    BreakpointRequest request =
                            machine.eventRequestManager().createBreakpointRequest(method.location());
                    request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
                    request.enable();
                });
    }

    private void stepOut(ThreadReference thread) {
        clear();
        StepRequest request =
                machine.eventRequestManager().createStepRequest(thread, StepRequest.STEP_MIN, StepRequest.STEP_OUT);
        request.addCountFilter(1);
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
    }

    private void clear() {
        EventRequestManager requests = machine.eventRequestManager();
        requests.deleteAllBreakpoints();
        requests.deleteEventRequests(List.copyOf(requests.stepRequests()));
        requests.deleteEventRequests(List.copyOf(requests.classPrepareRequests()));
    }
}
