package dev.sluice.benchmark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows of import, and which room a library lives in.
 *
 * <p>It stands in the module that is built last and reads the classes of all others from their {@code target/classes},
 * because no class path has them all: the runners do not go together. The pom names them, so that they are built before.
 */
final class ArchitectureTest {

    /** A Maven module: its packages, and the modules it may import from. */
    @SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
    private enum Room {
        SCHEMAS("schemas", List.of("record", "schema", "format", "mapping")),
        SENSEHAT("io-sensehat", List.of("sensehat"), SCHEMAS),
        CONNECTORS("pipelines/connectors", List.of("connector"), SCHEMAS),
        LAKE("pipelines/lake", List.of("lake"), SCHEMAS),
        QUERY("pipelines/query", List.of("query"), SCHEMAS),
        SQL("pipelines/sql", List.of("sql"), SCHEMAS),
        TESTING("pipelines/testing", List.of("testing"), SCHEMAS),
        SERVERS("pipelines/servers", List.of("server")),
        JOBS("pipelines/jobs", List.of("job", "rule"), SCHEMAS, SENSEHAT, CONNECTORS, LAKE, QUERY, SQL),
        DEMO("pipelines/demo", List.of("demo"), JOBS, SERVERS, SCHEMAS, SENSEHAT, CONNECTORS, LAKE, QUERY, SQL),
        DIRECT("runners/direct", List.of("runner.direct"), JOBS, SCHEMAS),
        FLINK("runners/flink", List.of("runner.flink"), JOBS, SCHEMAS),
        BENCHMARKS("benchmarks", List.of("benchmark"), SCHEMAS, SENSEHAT, CONNECTORS, LAKE, QUERY, SQL, JOBS, SERVERS);

        private final Path classes;
        private final List<String> packages;
        private final List<Room> imports;

        Room(String module, List<String> packages, Room... imports) {
            classes = Path.of("..", module, "target", "classes");
            this.packages = packages;
            this.imports = List.of(imports);
        }

        String[] packages() {
            return packages.stream().map(name -> "dev.sluice." + name + "..").toArray(String[]::new);
        }

        String[] mayImport() {
            return Stream.concat(Stream.of(this), imports.stream())
                    .flatMap(room -> Arrays.stream(room.packages()))
                    .toArray(String[]::new);
        }
    }

    /** Which rooms may use a library, by its packages; a sender or a server of a system stands with its client. */
    static Stream<Arguments> libraries() {
        return Stream.of(
                library(EnumSet.of(Room.LAKE), "org.apache.hadoop..", "org.apache.parquet.."),
                library(EnumSet.of(Room.QUERY), "org.duckdb.."),
                library(EnumSet.of(Room.SQL), "org.apache.calcite..", "org.apache.flink.sql.."),
                library(
                        EnumSet.of(Room.CONNECTORS, Room.SERVERS),
                        "org.apache.kafka..",
                        "kafka..",
                        "com.hivemq..",
                        "software.amazon..",
                        "org.apache.beam.sdk.io.kafka..",
                        "org.apache.beam.sdk.io.mqtt..",
                        "org.apache.beam.sdk.io.aws2.."),
                // The Flink runner asks its own cluster.
                library(EnumSet.of(Room.CONNECTORS, Room.SERVERS, Room.FLINK), "java.net.http.."),
                library(EnumSet.of(Room.SENSEHAT), "com.pi4j.."),
                library(EnumSet.of(Room.DIRECT, Room.FLINK), "org.apache.beam.runners.."),
                library(EnumSet.of(Room.TESTING), "org.junit..", "org.assertj.."));
    }

    private static Arguments library(Set<Room> rooms, String... packages) {
        return Arguments.of(rooms, packages);
    }

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = importer()
                .importPaths(
                        Arrays.stream(Room.values()).map(room -> room.classes).toList());
    }

    /** Leaves out what JMH generates, and the benchmark that lies in the package of what it measures. */
    private static ClassFileImporter importer() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .withImportOption(location -> !location.contains("/benchmarks/target/classes/dev/sluice/lake/"));
    }

    @ParameterizedTest
    @EnumSource
    void aModuleIsBuiltAndKeepsToItsPackages(Room room) {
        assertThat(room.classes).as("built before this test").isDirectory();

        check(classes().should().resideInAnyPackage(room.packages()), importer().importPath(room.classes));
    }

    @Test
    void noModuleIsForgotten() throws Exception {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        List<Path> modules = new ArrayList<>();
        for (Room room : Room.values()) {
            modules.add(Path.of("..").relativize(room.classes.getParent().getParent()));
        }

        assertThat(pom.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("<module>"))
                        .map(line -> Path.of(line.replaceAll("</?module>", ""))))
                .containsExactlyInAnyOrderElementsOf(modules);
    }

    @ParameterizedTest
    @EnumSource
    void aModuleImportsFromThoseBelowItOnly(Room room) {
        check(noClasses()
                .that()
                .resideInAnyPackage(room.packages())
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.sluice..").and(not(resideInAnyPackage(room.mayImport()))))
                .because("it may import from " + room.imports));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryLivesInItsRoomAlone(Set<Room> rooms, String[] packages) {
        String[] allowed =
                rooms.stream().flatMap(room -> Arrays.stream(room.packages())).toArray(String[]::new);

        check(noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("it lives in " + rooms));
    }

    @Test
    void flinkIsSeenByItsRunnerAndItsParserByTheSqlAlone() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.runner.flink..", "dev.sluice.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink.."));
        check(noClasses()
                .that()
                .resideInAPackage("dev.sluice.sql..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.flink..")
                        .and(not(resideInAnyPackage("org.apache.flink.sql..")))));
    }

    @Test
    void theDeviceTheQueryTheRuleAndTheServersKnowNothingOfBeam() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.sluice.sensehat",
                        "dev.sluice.sensehat.emulator..",
                        "dev.sluice.query..",
                        "dev.sluice.rule..",
                        "dev.sluice.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.beam..", "dev.sluice.sensehat.beam.."));
    }

    @Test
    void whatCrossesAStepHasACoderOfItsOwn() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.beam.sdk.coders.SerializableCoder")
                .because("an element's form is a format"));
    }

    @Test
    void loggingIsSlf4j() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..",
                        "org.apache.log4j..",
                        "org.apache.logging..",
                        "org.apache.commons.logging..")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void packagesAreBySubjectAndNeverByKind() {
        check(noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..helper..",
                        "..helpers..",
                        "..misc..",
                        "..manager..",
                        "..impl.."));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes().should(new ArchCondition<>("lie in a package that is @NullMarked") {
            @Override
            public void check(JavaClass c, ConditionEvents events) {
                if (!c.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    events.add(
                            SimpleConditionEvent.violated(c, c.getPackageName() + " has no @NullMarked package-info"));
                }
            }
        }));
    }

    private static void check(ArchRule rule) {
        check(rule, ours);
    }

    /** A rule about a module that has no classes yet has nothing to say. */
    private static void check(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }
}
