package dev.sluice.demo;

import dev.sluice.job.CommandLine;
import dev.sluice.job.Connectors;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.job.RunnerSetup.Profile;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.job.lake.LakeJob;
import dev.sluice.job.lake.LakeOptions;
import dev.sluice.job.rule.RuleJob;
import dev.sluice.job.rule.TopicRule;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.lake.Partitioning;
import dev.sluice.lake.Publication;
import dev.sluice.lake.PublicationLog;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final TopicRule topicRule;
    private final DemoJob rule;
    private final DemoJob lake;
    private final PublicationLog published;

    private Route(
            Brokers brokers,
            Devices devices,
            TopicRule topicRule,
            DemoJob rule,
            DemoJob lake,
            PublicationLog published) {
        this.brokers = brokers;
        this.devices = devices;
        this.topicRule = topicRule;
        this.rule = rule;
        this.lake = lake;
        this.published = published;
    }

    /** Creates the topic and starts both jobs; the devices are silent yet. */
    static Route start(
            DemoConfig config, CommandLine commandLine, Brokers brokers, DemoLake demoLake, Workspace workspace)
            throws IOException, MistakesException {
        TopicRule topicRule = topicRule();
        brokers.kafka().createTopic(topicRule.topic(), PARTITIONS);
        LakeConfig lakeConfig = lakeConfig(commandLine, brokers, topicRule, demoLake, workspace);
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
        DemoJob rule = startRule(commandLine, brokers, topicRule, workspace);
        PublicationLog published = PublicationLog.of(lakeConfig.layout());
        return new Route(brokers, new Devices(config), topicRule, rule, lake, published);
    }

    private static TopicRule topicRule() throws IOException, MistakesException {
        List<String> mistakes = new ArrayList<>();
        try (InputStream in = Route.class.getResourceAsStream(RULE)) {
            if (in == null) {
                throw new IOException("expected the resource " + RULE + " beside " + Route.class.getName());
            }
            return TopicRule.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), RULE, mistakes)
                    .orElseThrow(() -> new MistakesException(mistakes));
        }
    }

    /** What {@code ./sluice lake} would be told. */
    private static LakeConfig lakeConfig(
            CommandLine commandLine, Brokers brokers, TopicRule topicRule, DemoLake lake, Workspace workspace)
            throws IOException, MistakesException {
        LakeOptions options = options(commandLine).as(LakeOptions.class);
        // The shipped table, whatever lies in ./tables.
        options.setCatalog(Files.createDirectories(workspace.resolve("tables")).toString());
        options.setTable("sense_hat");
        options.setBootstrapServers(brokers.kafka().bootstrapServers());
        options.setTopic(topicRule.topic());
        options.setStartingPosition("EARLIEST");
        options.setPartitionBy("timestamp");
        options.setWindowSize(WINDOW.toString());
        options.setOutput(lake.directory().toString());
        return LakeConfig.from(options, new ArrayList<>());
    }

    private static DemoJob startRule(CommandLine commandLine, Brokers brokers, TopicRule topicRule, Workspace workspace)
            throws IOException, MistakesException {
        RuleJob.End from = end(
                "mqtt",
                Map.of(
                        "broker", brokers.mqtt().uri().toString(),
                        "topicFilter", topicRule.topicFilter(),
                        "clientId", "sluice-demo"));
        RuleJob.End to = end(
                "kafka",
                Map.of("bootstrapServers", brokers.kafka().bootstrapServers(), "topicName", topicRule.topic()));
        Path checkpoint = workspace.resolve("rule");
        String deadLetters = workspace.resolve("rule-dead-letters").toString();
        LakeLayout layout = new LakeLayout(deadLetters, deadLetters, checkpoint.toString(), Partitioning.ingest());
        return DemoJob.start(
                "rule",
                commandLine,
                options(commandLine),
                new Profile(Pace.LATENCY, RULE_WINDOW, false, checkpoint, "demo", false),
                (pipeline, reading) -> RuleJob.assemble(pipeline, from, topicRule.key(), to, layout, reading));
    }

    private static RuleJob.End end(String kind, Map<String, String> settings) {
        return new RuleJob.End(
                TableDefinition.ofRecords(kind, new Stream(kind, settings)),
                Connectors.of(kind).orElseThrow());
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
        long inKafka = brokers.kafka().records(topicRule.topic());
        return new Counts(devices.sent(), inKafka, accounted, rows);
    }
}
