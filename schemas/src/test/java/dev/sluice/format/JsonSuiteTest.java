package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases of nst/JSONTestSuite, as {@code src-test-data/README.md} describes the file they stand in. */
class JsonSuiteTest {

    private static final String ACCEPTED = "accepted";
    private static final String MALFORMED = "malformed-json";

    private static List<Case> cases() throws Exception {
        return Files.readAllLines(Path.of("../src-test-data/json-suite.tsv")).stream()
                .skip(1)
                .map(Case::of)
                .toList();
    }

    @Test
    void aPayloadIsRowsOrMalformed() throws Exception {
        assertThat(cases())
                .allSatisfy(c -> assertThat(verdict(c.bytes(), c.type)).isEqualTo(c.payload));
    }

    @Test
    void aValueIsAcceptedOrRefusedAsTheSuiteHasIt() throws Exception {
        assertThat(cases())
                .allSatisfy(c -> assertThat(verdict(wrapped("a", c.bytes()), c.type))
                        .isEqualTo(c.value.equals(ACCEPTED) ? "1 rows" : c.value));
    }

    @Test
    void aFieldThatNoColumnListsIsSkippedButHasToBeJson() throws Exception {
        assertThat(cases())
                .allSatisfy(c -> assertThat(verdict(wrapped("unlisted", c.bytes()), c.type))
                        .isEqualTo(c.value.equals(MALFORMED) ? MALFORMED : "1 rows"));
    }

    @Test
    void whatTheSuiteAcceptsIsAcceptedAndWhatItRefusesIsRefusedOrListedWithWhy() throws Exception {
        List<Case> cases = cases();

        assertThat(cases).hasSize(318);
        assertThat(cases).filteredOn(c -> c.suite.equals("accept")).hasSize(95).allMatch(c -> c.value.equals(ACCEPTED));
        assertThat(cases)
                .filteredOn(c -> c.suite.equals("refuse"))
                .hasSize(188)
                .allMatch(c -> c.value.equals(MALFORMED));
        assertThat(cases)
                .filteredOn(c -> c.suite.equals("refuse") && !c.payload.equals(MALFORMED))
                .extracting(Case::name)
                .containsExactly(
                        "n_single_space",
                        "n_structure_UTF8_BOM_no_data",
                        "n_structure_double_array",
                        "n_structure_no_data");
        assertThat(cases)
                .filteredOn(c -> c.suite.equals("either") || c.suite.equals("accept") == c.payload.equals(MALFORMED))
                .filteredOn(c -> !c.suite.equals("refuse") || !c.payload.equals(MALFORMED))
                .allMatch(c -> !c.why.equals("-"));
    }

    /** How many rows come out, or the reason why none do. */
    private static String verdict(byte[] payload, String type) {
        RecordDecoder decoder = JsonFormat.defaults().decoder(List.of(new Column("a", ColumnType.parse(type))));
        try {
            return decoder.decode(payload).size() + " rows";
        } catch (MalformedRecordException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(250);
            return e.reason();
        }
    }

    private static byte[] wrapped(String field, byte[] value) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.writeBytes(("{\"" + field + "\": ").getBytes(StandardCharsets.UTF_8));
        object.writeBytes(value);
        object.write('}');
        return object.toByteArray();
    }

    /** A line of the file; its columns are described beside it. */
    private record Case(
            String name, String suite, String payload, String type, String value, String why, String written) {

        static Case of(String line) {
            String[] parts = line.split("\t", -1);
            return new Case(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String part : written.equals("-") ? new String[0] : written.split(" ", -1)) {
                String[] repeated = part.split("\\*", 2);
                byte[] once = Base64.getDecoder().decode(repeated[0]);
                for (int n = repeated.length == 1 ? 1 : Integer.parseInt(repeated[1]); n > 0; n--) {
                    bytes.writeBytes(once);
                }
            }
            return bytes.toByteArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
