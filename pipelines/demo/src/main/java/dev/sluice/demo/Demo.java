package dev.sluice.demo;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.job.Sluice;
import dev.sluice.query.QueryException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** One run of the demo, from the first broker to the last answer. */
final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final long ASK_MILLIS = 100;
    private static final long TELL_MILLIS = 1_000;
    private static final long TELL_TERMINAL_MILLIS = 200;

    private final DemoConfig config;
    private final CommandLine commandLine;
    private final DemoLake lake;
    private final Screen screen;
    private final Workspace workspace;

    Demo(DemoConfig config, CommandLine commandLine, DemoLake lake, Screen screen, Workspace workspace) {
        this.config = config;
        this.commandLine = commandLine;
        this.lake = lake;
        this.screen = screen;
        this.workspace = workspace;
    }

    /** Runs it; gives the exit code. */
    int run(String runner)
            throws IOException, MistakesException, QueryException, InterruptedException, ExecutionException {
        screen.line(String.format(
                "demo: %,d messages of %d %s, from MQTT to a lake, in one process on %s%n%n%s%n",
                config.records(),
                config.devices(),
                config.devices() == 1 ? "device" : "devices",
                runner,
                "  chips ─▶ devices ─▶ MQTT ─▶ rule job ─▶ Kafka ─▶ lake job ─▶ Parquet by the hour ─▶ SQL"));
        screen.step("starting an MQTT broker and a Kafka broker");
        try (Brokers brokers = Brokers.start(workspace)) {
            Counts counts = carry(brokers);
            // They take seconds to stop; the answers do not need them any more.
            var unused = brokers.stop();
            return answer(counts);
        } catch (IOException e) {
            screen.step("failed: " + e.getMessage());
            throw e;
        }
    }

    private Counts carry(Brokers brokers) throws IOException, MistakesException, InterruptedException {
        screen.step("starting the rule job and the lake job");
        Route route = Route.start(config, commandLine, brokers, lake, workspace);
        await(route, "the rule job reads", counts -> route.rule().isReading());
        screen.step("the devices send");
        route.startDevices();
        await(route, "everything is in Kafka", c -> c.sent() == config.records() && c.inKafka() >= c.sent());
        screen.step("everything is in Kafka: stopping the rule job");
        route.rule().stop();
        await(route, "everything is in the lake", c -> c.accounted() >= c.inKafka());
        screen.step("everything is in the lake: stopping the lake job");
        route.lake().stop();
        for (DemoJob job : route.jobs()) {
            if (!job.awaitEnd(PATIENCE)) {
                throw new IOException("expected " + job + " to end when asked to, found it running "
                        + PATIENCE.toSeconds() + " s later");
            }
        }
        route.check();
        return route.counts();
    }

    /** Waits as long as there is something new every now and then, and tells how far it is. */
    private void await(Route route, String what, Predicate<Counts> done) throws IOException, InterruptedException {
        long tellMillis = screen.isTerminal() ? TELL_TERMINAL_MILLIS : TELL_MILLIS;
        Counts before = route.counts();
        long changed = System.nanoTime();
        long told = changed;
        while (true) {
            Thread.sleep(ASK_MILLIS);
            route.check();
            Counts counts = route.counts();
            long now = System.nanoTime();
            boolean isDone = done.test(counts);
            if (counts.sent() > 0 && (isDone || now - told >= tellMillis * 1_000_000)) {
                screen.progress(counts.toString());
                told = now;
            }
            if (isDone) {
                return;
            }
            if (!counts.equals(before)) {
                before = counts;
                changed = now;
            } else if (now - changed > PATIENCE.toNanos()) {
                throw new IOException("expected that " + what + ", found nothing new for " + PATIENCE.toSeconds()
                        + " s: " + counts.toString().replaceAll(" +", " "));
            }
        }
    }

    private int answer(Counts counts) throws IOException, QueryException {
        try (Questions questions = Questions.to(lake.directory())) {
            Questions.Totals totals = questions.totals();
            boolean exact = counts.sent() == counts.inKafka()
                    && counts.sent() == totals.rows()
                    && totals.rows() == totals.distinct();
            screen.line(String.format(
                    "%nsent %,d / in Kafka %,d / in the lake %,d: %s",
                    counts.sent(),
                    counts.inKafka(),
                    totals.rows(),
                    exact
                            ? "nothing is missing, nothing is there twice"
                            : String.format("NOT the same; %,d different readings", totals.distinct())));
            questions.ask(screen);
            long files = lake.files();
            screen.line(String.format(
                    "%nThe lake: %s (%,d Parquet %s of %,d %s), in %.0f s. The log: %s",
                    lake.directory(),
                    files,
                    files == 1 ? "file" : "files",
                    totals.hours(),
                    totals.hours() == 1 ? "hour" : "hours",
                    screen.seconds(),
                    Sluice.logFile()));
            screen.line("Try next: ./sluice query --lake=" + config.output()
                    + " \"SELECT hour, avg(temperature) FROM lake GROUP BY hour ORDER BY hour\"");
            return exact ? 0 : 1;
        }
    }
}
