package dev.sluice.demo;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.job.RunnerSetup.Profile;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.job.lake.LakeJob;
import dev.sluice.job.lake.LakeOptions;
import dev.sluice.job.rule.RuleConfig;
import dev.sluice.job.rule.RuleJob;
import dev.sluice.job.rule.RuleOptions;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.lake.Publication;
import dev.sluice.lake.PublicationLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** The way the messages take: devices, rule job, Kafka, lake job. The jobs are those of the commands. */
final class Route {

    private static final String RULE = "rule.json";
    private static final int PARTITIONS = 2;

    /** Short, so that there is something to see. */
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private static final Duration RULE_WINDOW = Duration.ofSeconds(1);

    private final Brokers brokers;
    private final Devices devices;
    private final String topic;
    private final DemoJob rule;
    private final DemoJob lake;
    private final PublicationLog published;

    private Route(
            Brokers brokers, Devices devices, String topic, DemoJob rule, DemoJob lake, PublicationLog published) {
        this.brokers = brokers;
        this.devices = devices;
        this.topic = topic;
        this.rule = rule;
        this.lake = lake;
        this.published = published;
    }

    /** Creates the topic and starts both jobs; the devices are silent yet. */
    static Route start(
            DemoConfig config, CommandLine commandLine, Brokers brokers, DemoLake demoLake, Workspace workspace)
            throws IOException, MistakesException {
        RuleConfig ruleConfig = ruleConfig(commandLine, brokers, workspace);
        String topic = String.valueOf(ruleConfig.targets().get(0).stream().setting("topicName"));
        brokers.kafka().createTopic(topic, PARTITIONS);
        LakeConfig lakeConfig = lakeConfig(commandLine, brokers, topic, demoLake, workspace);
        LakeRecovery.of(lakeConfig.layout(), "the demo", true).recover();
        DemoJob lake = DemoJob.start(
                "lake",
                commandLine,
                options(commandLine),
                new Profile(
                        Pace.THROUGHPUT,
                        lakeConfig.windowSize(),
                        true,
                        Path.of(lakeConfig.layout().checkpoint()),
                        "demo",
                        true),
                (pipeline, reading) -> LakeJob.assemble(pipeline, lakeConfig, reading));
        DemoJob rule = DemoJob.start(
                "rule",
                commandLine,
                options(commandLine),
                new Profile(
                        Pace.LATENCY,
                        RULE_WINDOW,
                        false,
                        Path.of(ruleConfig.layout().checkpoint()),
                        "demo",
                        false),
                (pipeline, reading) -> RuleJob.assemble(pipeline, ruleConfig, reading));
        PublicationLog published = PublicationLog.of(lakeConfig.layout());
        return new Route(brokers, new Devices(config), topic, rule, lake, published);
    }

    /** What {@code ./sluice rule} would be told. */
    private static RuleConfig ruleConfig(CommandLine commandLine, Brokers brokers, Workspace workspace)
            throws IOException, MistakesException {
        Path file = workspace.resolve(RULE);
        try (InputStream in = Route.class.getResourceAsStream(RULE)) {
            if (in == null) {
                throw new IOException("expected the resource " + RULE + " beside " + Route.class.getName());
            }
            Files.copy(in, file);
        }
        RuleOptions options = options(commandLine).as(RuleOptions.class);
        options.setRule(file.toString());
        options.setBroker(brokers.mqtt().uri().toString());
        options.setBootstrapServers(brokers.kafka().bootstrapServers());
        options.setClientId("sluice-demo");
        options.setCheckpoint(workspace.resolve("rule").toString());
        options.setDeadLetters(workspace.resolve("rule-dead-letters").toString());
        return RuleConfig.from(options, new ArrayList<>());
    }

    /** What {@code ./sluice lake} would be told. */
    private static LakeConfig lakeConfig(
            CommandLine commandLine, Brokers brokers, String topic, DemoLake lake, Workspace workspace)
            throws IOException, MistakesException {
        LakeOptions options = options(commandLine).as(LakeOptions.class);
        // The shipped table, whatever lies in ./tables.
        options.setCatalog(Files.createDirectories(workspace.resolve("tables")).toString());
        options.setTable("sense_hat");
        options.setBootstrapServers(brokers.kafka().bootstrapServers());
        options.setTopic(topic);
        options.setStartingPosition("EARLIEST");
        options.setPartitionBy("timestamp");
        options.setWindowSize(WINDOW.toString());
        options.setOutput(lake.directory().toString());
        return LakeConfig.from(options, new ArrayList<>());
    }

    /** Each job has options of its own, with what the user says to the runner. */
    private static PipelineOptions options(CommandLine commandLine) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        DemoOptions options = commandLine.as(DemoOptions.class, mistakes);
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return options;
    }

    void startDevices() {
        devices.start(brokers.mqtt().uri());
    }

    DemoJob rule() {
        return rule;
    }

    DemoJob lake() {
        return lake;
    }

    List<DemoJob> jobs() {
        return List.of(rule, lake);
    }

    /** Throws what broke, where something did. */
    void check() throws IOException {
        devices.check();
        rule.check();
        lake.check();
    }

    /** How far the messages are; asks Kafka and the log of the lake's publications. */
    Counts counts() throws IOException {
        // From the lake backwards, so that no number is ahead of the one before it.
        long accounted = 0;
        long rows = 0;
        for (Publication publication : published.read()) {
            accounted += publication.counts().read();
            rows += publication.counts().rows();
        }
        long inKafka = brokers.kafka().records(topic);
        return new Counts(devices.sent(), inKafka, accounted, rows);
    }
}
