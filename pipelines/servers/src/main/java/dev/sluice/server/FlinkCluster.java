package dev.sluice.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A standalone Apache Flink 1.19 session cluster: one JobManager and some TaskManagers, each a child JVM that can be
 * killed. REST and RPC ports are fixed for the cluster's life, so that a JobManager started again is found; the others are
 * picked by Flink. All are on 127.0.0.1.
 *
 * <p>The directory holds the configuration, one log per process, what jobs upload, and checkpoints where a job does not say
 * where else. There is no high availability: a JobManager that is restarted has the TaskManagers again, and forgot all
 * jobs; they are to be submitted again from their newest retained checkpoint. A killed TaskManager is noticed within a few
 * seconds; one that hangs, and a JobManager that is gone, within 10 s.
 *
 * <p>A TaskManager takes up to 1 GiB of heap, 384 MiB beside it and 512 MiB of metaspace, shared by its slots; the
 * JobManager 512 MiB and 512 MiB of metaspace.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TASK_MANAGER = Pattern.compile("\"id\":\"(taskmanager-\\d+)\"");

    // A TaskManager that no script starts computes none of these by itself, and ends without them.
    private static final int FRAMEWORK_HEAP_MIB = 128;
    private static final int TASK_HEAP_MIB = 896;
    private static final int FRAMEWORK_OFF_HEAP_MIB = 128;
    private static final int TASK_OFF_HEAP_MIB = 64;
    private static final int NETWORK_MIB = 64;
    private static final int MANAGED_MIB = 128;
    private static final int METASPACE_MIB = 512;
    private static final int OVERHEAD_MIB = 128;

    private static final String LOGBACK = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0} - %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="console"/></root>
            </configuration>
            """;

    private static final String LOG4J = """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = console
            appender.console.name = console
            appender.console.type = CONSOLE
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p [%t] %c{1} - %m%n
            """;

    private final String classPath;
    private final Path directory;
    private final int restPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<ChildJvm> taskManagers = new ArrayList<>();
    private ChildJvm jobManager;
    private int jobManagers;

    private FlinkCluster(String classPath, Path directory, int restPort) {
        this.classPath = classPath;
        this.directory = directory;
        this.restPort = restPort;
        this.jobManager = launchJobManager();
    }

    /**
     * Starts a cluster and returns when all TaskManagers have registered.
     *
     * @param classPath Flink's own jars and an SLF4J binding, as after {@code -cp}; jobs bring theirs
     * @param directory its own directory, made where it is missing
     * @param slotsEach task slots of each TaskManager
     * @throws IllegalStateException if a process ends, or not all have registered within 60 s
     */
    public static FlinkCluster start(String classPath, Path directory, int taskManagers, int slotsEach) {
        return start(classPath, directory, taskManagers, slotsEach, Map.of());
    }

    /**
     * Starts a cluster with settings of one's own and returns when all TaskManagers have registered.
     *
     * @param classPath Flink's own jars and an SLF4J binding, as after {@code -cp}; jobs bring theirs
     * @param directory its own directory, made where it is missing
     * @param slotsEach task slots of each TaskManager
     * @param settings entries of Flink's configuration that take precedence; addresses, ports and memory sizes are not
     *     among them
     * @throws IllegalStateException if a process ends, or not all have registered within 60 s
     */
    public static FlinkCluster start(
            String classPath, Path directory, int taskManagers, int slotsEach, Map<String, String> settings) {
        if (taskManagers < 1 || slotsEach < 1) {
            throw new IllegalArgumentException("expected at least one TaskManager with one slot, found " + taskManagers
                    + " with " + slotsEach + " each");
        }
        return Ports.start(restPort -> {
            FlinkCluster cluster = new FlinkCluster(
                    classPath, configure(directory, restPort, Ports.free(), slotsEach, settings), restPort);
            try {
                for (int i = 0; i < taskManagers; i++) {
                    cluster.launchTaskManager();
                }
                cluster.awaitRegistered();
                return cluster;
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        });
    }

    /** Returns where jobs are submitted, {@code 127.0.0.1:port}: what {@code --flinkMaster} takes. */
    public String restAddress() {
        return "127.0.0.1:" + restPort;
    }

    /** Returns the JobManager's process. */
    public synchronized ChildJvm jobManager() {
        return jobManager;
    }

    /** Returns a TaskManager's process, dead ones included, counted from 0 in the order of their start. */
    public synchronized ChildJvm taskManager(int index) {
        return taskManagers.get(index);
    }

    /**
     * Returns the TaskManagers that the JobManager believes to be alive, {@code taskmanager-<index>} each; none while the
     * JobManager does not answer.
     */
    public List<String> registeredTaskManagers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + restAddress() + "/taskmanagers"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() != 200
                    ? List.of()
                    : TASK_MANAGER
                            .matcher(response.body())
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .sorted()
                            .toList();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + restAddress(), e);
        }
    }

    /**
     * Starts one more TaskManager, say for one that was killed, and returns it when it has registered.
     *
     * @param flags JVM flags after the ones it has, say a debugger's
     */
    public synchronized ChildJvm startTaskManager(String... flags) {
        ChildJvm started = launchTaskManager(flags);
        awaitRegistered();
        return started;
    }

    /**
     * Starts the JobManager again, killing it where it runs, and returns it when the living TaskManagers have registered
     * with it. Jobs are gone.
     */
    public synchronized ChildJvm restartJobManager() {
        jobManager.kill();
        jobManager = launchJobManager();
        awaitRegistered();
        return jobManager;
    }

    /** Ends all processes; the directory stays. */
    @Override
    public synchronized void close() {
        // killed, not asked: an orderly end waits for timeouts and cleans up what nobody will look at
        taskManagers.forEach(ChildJvm::kill);
        jobManager.kill();
    }

    private ChildJvm launchJobManager() {
        Path log = directory.resolve("jobmanager-" + jobManagers++ + ".log");
        return command("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint")
                .withFlags("-Xmx512m", "-XX:MaxMetaspaceSize=" + METASPACE_MIB + "m")
                .start(log);
    }

    private ChildJvm launchTaskManager(String... flags) {
        String name = "taskmanager-" + taskManagers.size();
        ChildJvm started = command("org.apache.flink.runtime.taskexecutor.TaskManagerRunner")
                .withFlags(
                        "-Xmx" + (FRAMEWORK_HEAP_MIB + TASK_HEAP_MIB) + "m",
                        "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP_MIB + TASK_OFF_HEAP_MIB + NETWORK_MIB) + "m",
                        "-XX:MaxMetaspaceSize=" + METASPACE_MIB + "m")
                .withFlags(flags)
                .withArguments("-D", "taskmanager.resource-id=" + name)
                .start(directory.resolve(name + ".log"));
        taskManagers.add(started);
        return started;
    }

    private JavaCommand command(String mainClass) {
        Path conf = directory.resolve("conf");
        return JavaCommand.of(mainClass)
                .withClassPath(classPath)
                .withOpens()
                .withFlags(
                        "-XX:TieredStopAtLevel=1", // it does not live long enough to gain by more
                        "-Dlogback.configurationFile=" + conf.resolve("logback.xml"),
                        "-Dlog4j.configurationFile=" + conf.resolve("log4j.properties"))
                .withArguments("--configDir", conf.toString());
    }

    private synchronized void awaitRegistered() {
        List<ChildJvm> processes = new ArrayList<>();
        processes.add(jobManager);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < taskManagers.size(); i++) {
            if (taskManagers.get(i).isAlive()) {
                processes.add(taskManagers.get(i));
                expected.add("taskmanager-" + i);
            }
        }
        await(processes, () -> registeredTaskManagers().containsAll(expected), expected + " to register");
    }

    private void await(List<ChildJvm> processes, BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            for (ChildJvm process : processes) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("expected " + what + ", but " + process + " ended with exit code "
                            + process.exitValue() + ":\n" + process.lastOutput());
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "expected " + what + " with the JobManager at " + restAddress() + " within "
                                + PATIENCE + ", found " + registeredTaskManagers() + "; its last words:\n"
                                + jobManager.lastOutput());
            }
            // the wait is for a process that should not end
            processes.get(0).waitFor(Duration.ofMillis(100));
        }
    }

    private static Path configure(
            Path directory, int restPort, int rpcPort, int slotsEach, Map<String, String> settings) {
        Path home = directory.toAbsolutePath();
        Map<String, String> config = new TreeMap<>(Map.of(
                "heartbeat.interval", "1000",
                "heartbeat.timeout", "10000",
                "state.checkpoints.dir", home.resolve("checkpoints").toUri().toString(),
                "state.savepoints.dir", home.resolve("savepoints").toUri().toString(),
                "io.tmp.dirs", home.resolve("tmp").toString(),
                "web.tmpdir", home.resolve("web").toString(),
                "web.upload.dir", home.resolve("upload").toString()));
        config.putAll(settings);
        config.putAll(Map.of(
                "jobmanager.rpc.address", "127.0.0.1",
                "jobmanager.rpc.port", String.valueOf(rpcPort),
                "jobmanager.bind-host", "127.0.0.1",
                "rest.address", "127.0.0.1",
                "rest.bind-address", "127.0.0.1",
                "rest.port", String.valueOf(restPort),
                "taskmanager.host", "127.0.0.1",
                "taskmanager.bind-host", "127.0.0.1",
                "taskmanager.numberOfTaskSlots", String.valueOf(slotsEach),
                "taskmanager.cpu.cores", String.valueOf(slotsEach)));
        config.putAll(Map.of(
                "taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MIB + "m",
                "taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP_MIB + "m",
                "taskmanager.memory.task.heap.size", TASK_HEAP_MIB + "m",
                "taskmanager.memory.task.off-heap.size", TASK_OFF_HEAP_MIB + "m",
                "taskmanager.memory.network.min", NETWORK_MIB + "m",
                "taskmanager.memory.network.max", NETWORK_MIB + "m",
                "taskmanager.memory.managed.size", MANAGED_MIB + "m",
                "taskmanager.memory.jvm-metaspace.size", METASPACE_MIB + "m",
                "taskmanager.memory.jvm-overhead.min", OVERHEAD_MIB + "m",
                "taskmanager.memory.jvm-overhead.max", OVERHEAD_MIB + "m"));
        try {
            for (String folder : List.of("conf", "tmp", "web", "upload")) {
                Files.createDirectories(home.resolve(folder));
            }
            Files.writeString(home.resolve("conf").resolve("config.yaml"), yaml(config));
            Files.writeString(home.resolve("conf").resolve("logback.xml"), LOGBACK);
            Files.writeString(home.resolve("conf").resolve("log4j.properties"), LOG4J);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Map<String, String> config) {
        return config.entrySet().stream()
                .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }
}
