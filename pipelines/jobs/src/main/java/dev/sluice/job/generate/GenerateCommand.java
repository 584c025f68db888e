package dev.sluice.job.generate;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.job.generate.GenerateConfig.End;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code ./sluice generate}: messages of a device or of many sensors, or a recording, to any stream or to a file. */
public final class GenerateCommand implements Command {

    private static final String USAGE = "./sluice generate --to=kafka|kinesis|mqtt|file [--option=value …]";

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String summary() {
        return "test data to Kafka, Kinesis, MQTT or a file, made up or from a recording";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, GenerateOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        GenerateOptions options = commandLine.as(GenerateOptions.class, mistakes);
        GenerateConfig config = GenerateConfig.from(options, commandLine, mistakes);
        checkReachable(config.to());
        Path readings = config.readings();
        if (readings != null) {
            try (Readings recording = Readings.of(readings)) {
                return send(messages(recording.lines(config.records()), config.device()), config);
            }
        }
        return send(
                config.sensors()
                        ? new SensorReadings(config.start(), config.interval(), config.records(), config.seed())
                        : messages(
                                new DeviceMessages(config.device(), config.start(), config.records(), config.seed()),
                                config.device()),
                config);
    }

    private static Iterator<Message> messages(Iterator<byte[]> payloads, String device) {
        return new Mapped<>(payloads, payload -> new Message(device, payload));
    }

    private record Mapped<A, B>(Iterator<A> from, Function<A, B> function) implements Iterator<B> {
        @Override
        public boolean hasNext() {
            return from.hasNext();
        }

        @Override
        public B next() {
            return function.apply(from.next());
        }
    }

    private static int send(Iterator<Message> messages, GenerateConfig config) throws Exception {
        long sent = 0;
        long begin = System.nanoTime();
        try (Target target = target(config)) {
            while (messages.hasNext()) {
                if (config.rate() > 0) {
                    awaitDue(begin + Math.round(sent * 1e9 / config.rate()));
                }
                target.send(messages.next());
                sent++;
            }
        }
        System.out.printf("generate: %,d messages sent%n", sent);
        return 0;
    }

    private static void awaitDue(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Target target(GenerateConfig config) throws MistakesException {
        try {
            End to = config.to();
            Path output = config.output();
            Target target = to != null
                    ? Target.stream(to.connector().sender(to.table()))
                    : Target.file(output == null ? Path.of("") : output);
            return config.alsoTo() == null ? target : target.andAlso(Target.file(config.alsoTo()));
        } catch (IOException e) {
            throw MistakesException.of(FailureMessage.of(e));
        }
    }

    private static void checkReachable(@Nullable End to) throws MistakesException {
        List<String> mistakes =
                to == null ? List.of() : to.connector().unreachable(to.table(), ReadSettings.of("generate"));
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
    }
}
