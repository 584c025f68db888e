package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingParserTest {

    private static final FieldMapping A = new FieldMapping("a", "string", "b.c", "int");
    private static final FieldMapping D = new FieldMapping("`d.e`", "double", "f", "decimal(5,2)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                [["a", "string", "b.c", "int"], ["`d.e`", "double", "f", "decimal(5,2)"]]""",
                """
                [("a", "string", "b.c", "int"), ("`d.e`", "double", "f", "decimal(5,2)")]""",
                """
                [
                    ('a', "string", u'b.c', 'int'),   # the first, with a ] and a "
                    ("`d.e`", "double", "f", "decimal(5,2)",),
                ]
                """,
                """
                mappings=[("a", "string", "b.c", "int"), ("`d.e`", "double", "f", "decimal(5,2)")],""",
                """
                ApplyMapping_node2 = ApplyMapping.apply(
                    frame=DataSource_node1,
                    mappings=[
                        ("a", "string", "b.c", "int"),
                        ("`d.e`", "double", "f", "decimal(5,2)"),
                    ],
                    transformation_ctx="ApplyMapping_node2",
                )
                """,
                """
                import sys
                from awsglue.transforms import *

                # Script generated for node Apply Mapping
                applymapping1 = ApplyMapping.apply(frame = datasource0, mappings = [("a", "string", "b.c", "int"), \\
                    ("`d.e`", "double", "f", "decimal(5,2)")], transformation_ctx = "applymapping1")
                job.commit()
                """,
                """
                mapped = frame.apply_mapping([("a", "string", "b.c", "int"), ("`d.e`", "double", "f", "decimal(5,2)")])""",
                """
                {"mappings": [["a", "string", "b.c", "int"], ["`d.e`", "double", "f", "decimal(5,2)"]]}""",
            })
    void tuplesAreReadAsTheyAreFound(String text) throws Exception {
        assertThat(mappings(text)).containsExactly(A, D);
    }

    @Test
    void aTupleMayLeaveItsTypesOut() throws Exception {
        assertThat(mappings("[('a', 'b'), ('c', 'int', 'd'), ('e', 'int', 'f', 'long')]"))
                .containsExactly(
                        new FieldMapping("a", null, "b", null),
                        new FieldMapping("c", "int", "d", null),
                        new FieldMapping("e", "int", "f", "long"));
        assertThat(mappings("('a', 'b')")).containsExactly(new FieldMapping("a", null, "b", null));
    }

    @Test
    void escapesMeanWhatTheyMeanInJsonAndPython() throws Exception {
        assertThat(mappings("[(\"\\u00e9\\\"\\\\\", 'b\\'')]"))
                .containsExactly(new FieldMapping("é\"\\", null, "b'", null));
    }

    @Test
    void everyMistakeIsToldWithLineAndColumn() {
        InvalidMappingException e = catchThrowableOfType(InvalidMappingException.class, () -> mappings("""
                [
                  ("a"),
                  ("a", 7, "b", "int"),
                  "a",
                  ("a", "string" "b", "int"),
                  ("a", "b", "c", "d", "e"),
                  ("good", "string", "better", "string")
                  ("a\\q", "b"),
                  ("a
                  ]"""));

        assertThat(e.mistakes())
                .containsExactly(
                        "m.py: line 2, column 3: expected a mapping of four strings, [source, source type, target,"
                                + " target type], or of two or three without types, found 1",
                        "m.py: line 3, column 9: expected a string in quotes, found '7'",
                        "m.py: line 4, column 3: expected a mapping [source, source type, target, target type], found"
                                + " the string 'a'",
                        "m.py: line 5, column 18: expected ',' or ')', found the string 'b'",
                        "m.py: line 6, column 3: expected a mapping of four strings, [source, source type, target,"
                                + " target type], or of two or three without types, found 5",
                        "m.py: line 8, column 3: expected ',' or ']' behind a mapping, found '('",
                        "m.py: line 8, column 6: expected an escape such as \\\" or \\u00e9, found '\\q'",
                        "m.py: line 9, column 4: expected \" at the end of the string that begins here, found the end of"
                                + " the line",
                        "m.py: line 10, column 3: expected ',' or ')', found ']'");
        assertThat(e.rest()).isNotNull();
        assertThat(((Transform.ApplyMapping) e.rest().transforms().get(0)).mappings())
                .contains(new FieldMapping("good", "string", "better", "string"));
    }

    @Test
    void whatHoldsNoListOrTwoIsRefused() {
        assertThatThrownBy(() -> mappings(""))
                .hasMessage("m.py: line 1, column 1: expected a list of mappings [source, source type, target, target"
                        + " type], or a script with one ApplyMapping, found the end");
        assertThatThrownBy(() -> mappings("[]"))
                .hasMessageContaining("line 1, column 2: expected at least one mapping");
        assertThatThrownBy(() -> mappings("[")).hasMessageContaining("line 1, column 2: expected ']'");
        assertThatThrownBy(() -> mappings("[('a','b')] [")).hasMessageContaining("line 1, column 13: expected the end");
        assertThatThrownBy(() -> mappings("f(mappings=[('a','b')])\ng(mappings=[('a','c')])"))
                .hasMessageContaining("a script with one ApplyMapping");
    }

    private static List<FieldMapping> mappings(String text) throws InvalidMappingException {
        return ((Transform.ApplyMapping)
                        Mapping.parse(text, "m.py").transforms().get(0))
                .mappings();
    }
}
