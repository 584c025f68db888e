package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class MappingTest {

    private static final ColumnType.Struct ADDRESS =
            (ColumnType.Struct) ColumnType.parse("struct<state:string,zip:int>");
    private static final List<Column> COLUMNS = List.of(
            new Column("id", Simple.INT),
            new Column("temperature", Simple.DOUBLE),
            new Column("address", ADDRESS),
            new Column("tags", ColumnType.parse("array<struct<k:string>>")),
            new Column("dotted.name", Simple.STRING),
            new Column("at", Simple.TIMESTAMP));
    private static final Object[] ROW = {
        7,
        21.5,
        Row.withSchema(ADDRESS.schema()).attachValues(Arrays.asList("WA", 98101)),
        List.of(),
        "x",
        Instant.parse("2020-04-16T11:33:23Z")
    };

    @Test
    void theIdentityGivesTheRowItself() throws Exception {
        CompiledMapping mapping = Mapping.identity().compile(COLUMNS);

        assertThat(mapping.apply(ROW)).isSameAs(ROW);
        assertThat(mapping.columns()).isEqualTo(COLUMNS);
        assertThat(Mapping.identity().isIdentity()).isTrue();
    }

    @Test
    void onlyWhatIsMappedComesOutInTheOrderOfTheMappings() throws Exception {
        CompiledMapping mapping = compile("""
                [["TEMPERATURE", "double", "celsius", "decimal"], ["id", "int", "id", "long"],
                 ["`dotted.name`", "string", "name", "string"]]""");

        assertThat(mapping.columns())
                .containsExactly(
                        new Column("celsius", new ColumnType.Decimal(10, 2)),
                        new Column("id", Simple.BIGINT),
                        new Column("name", Simple.STRING));
        assertThat(mapping.apply(ROW)).containsExactly(new BigDecimal("21.50"), 7L, "x");
    }

    @Test
    void dotsUnnestASourceAndNestATarget() throws Exception {
        CompiledMapping mapping = compile("""
                [["address.state", "string", "state", "string"], ["id", "int", "who.id", "int"],
                 ["at", "timestamp", "who.seen.`at.utc`", "string"], ["Address.ZIP", "int", "who.zip", "string"]]""");

        assertThat(mapping.columns())
                .containsExactly(
                        new Column("state", Simple.STRING),
                        new Column("who", ColumnType.parse("struct<id:int,seen:struct<at.utc:string>,zip:string>")));
        Object[] mapped = mapping.apply(ROW);
        assertThat(mapped[0]).isEqualTo("WA");
        assertThat(((Row) mapped[1]).getInt32("id")).isEqualTo(7);
        assertThat(((Row) mapped[1]).getRow("seen").getString("at.utc")).isEqualTo("2020-04-16T11:33:23Z");
        assertThat(((Row) mapped[1]).getString("zip")).isEqualTo("98101");
    }

    @Test
    void whatIsMissingStaysMissing() throws Exception {
        CompiledMapping mapping = compile(
                "[[\"address.state\", \"string\", \"a.state\", \"string\"], [\"id\", \"int\", \"id\", \"string\"]]");

        Object[] mapped = mapping.apply(new Object[] {null, null, null, null, null, null});

        assertThat(((Row) mapped[0]).getString("state")).isNull();
        assertThat(mapped[1]).isNull();
    }

    @Test
    void nestedValuesPassAsTheyAreAlsoUnderTheirPlainNames() throws Exception {
        CompiledMapping mapping = compile("""
                [["address", "struct", "a", "struct"], ["tags", "array<struct<k:string>>", "t", "array"]]""");

        Object[] mapped = mapping.apply(ROW);

        assertThat(mapping.columns())
                .containsExactly(
                        new Column("a", ADDRESS), new Column("t", COLUMNS.get(3).type()));
        assertThat(mapped[0]).isSameAs(ROW[2]);
        assertThat(mapped[1]).isSameAs(ROW[3]);
    }

    @Test
    void aValueIsCastToTheSourceTypeOnItsWay() throws Exception {
        CompiledMapping mapping = compile("[[\"temperature\", \"int\", \"t\", \"string\"]]");

        assertThat(mapping.apply(new Object[] {1, 21.0, null, null, null, null}))
                .containsExactly("21");
        assertThatThrownBy(() -> mapping.apply(ROW))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("temperature to t: expected int, found 21.5");
    }

    @Test
    void aCastThatFailsNamesItsFieldAndIsNoOtherMistake() throws Exception {
        CompiledMapping mapping =
                compile("[[\"dotted.name\", \"string\", \"n\", \"int\"]]".replace("dotted.name", "`dotted.name`"));

        MalformedRecordException e = catchThrowableOfType(MalformedRecordException.class, () -> mapping.apply(ROW));

        assertThat(e.reason()).isEqualTo("cast-failed");
        assertThat(e).hasMessage("`dotted.name` to n: expected int, found \"x\"");
    }

    @Test
    void allMistakesAreReportedTogether() {
        InvalidMappingException e = catchThrowableOfType(InvalidMappingException.class, () -> compile("""
                        [["temperatur", "double", "a", "flaot"],
                         ["tags.k", "string", "b", "string"],
                         ["id.x", "int", "c", "int"],
                         ["at", "timestamp", "d", "int"],
                         ["id", "int", "id", "int"],
                         ["at", "timestamp", "ID", "timestamp"],
                         ["at", "timestamp", "id.at", "timestamp"],
                         ["velocity", "int", "e..f", "int"],
                         ["id", "struct", "g", "struct"],
                         ["address", "struct", "h", "date"]]"""));

        assertThat(e.mistakes())
                .containsExactly(
                        "mapping 1, temperatur to a: there is no column 'temperatur'; did you mean temperature?; type"
                                + " 'flaot': expected a type such as string, double, timestamp, decimal(10,2) or"
                                + " array<int>, found 'flaot' at character 1",
                        "mapping 2, tags.k to b: 'k' lies inside a value of type array<struct<k:string>>, and what lies"
                                + " inside an array or a map cannot be mapped",
                        "mapping 3, id.x to c: 'x' lies inside a value of type int, which has no fields",
                        "mapping 4, at to d: there is no cast from timestamp to int",
                        "mapping 6, at to ID: expected each target once, case apart, found 'ID' again",
                        "mapping 7, at to id.at: 'id' is a target itself and cannot have fields as well",
                        "mapping 8, velocity to e..f: path 'e..f': expected a name at character 3, found none; there is no"
                                + " column 'velocity', expected one of id, temperature, address, tags, dotted.name, at",
                        "mapping 9, id to g: type 'struct': expected int, found no parts; type 'struct': expected a type"
                                + " with its parts, found no parts",
                        "mapping 10, address to h: there is no cast from struct<state:string,zip:int> to date");
    }

    @Test
    void typesThatAreNotSaidAreThoseOfTheSource() throws Exception {
        CompiledMapping mapping =
                compile("[[\"id\", \"a\"], [\"temperature\", \"string\", \"b\"], [\"address\", \"c\"]]");

        assertThat(mapping.columns())
                .containsExactly(new Column("a", Simple.INT), new Column("b", Simple.STRING), new Column("c", ADDRESS));
        assertThat(mapping.apply(ROW)).containsExactly(7, "21.5", ROW[2]);
    }

    @Test
    void lenientlyAFailedCastIsNullAndCounted() throws Exception {
        CompiledMapping mapping = Mapping.parse(
                        "[[\"`dotted.name`\", \"string\", \"n\", \"int\"], [\"id\", \"int\", \"i\", \"string\"]]",
                        "m.json")
                .withCastMode(CastMode.LENIENT)
                .compile(COLUMNS);

        assertThat(mapping.apply(ROW)).containsExactly(null, "7");
        assertThat(mapping.apply(new Object[] {1, null, null, null, "12", null}))
                .containsExactly(12, "1");
        assertThat(mapping.apply(new Object[] {1, null, null, null, null, null}))
                .containsExactly(null, "1");
        assertThat(mapping.castsNulled()).isEqualTo(1);
    }

    @Test
    void aMappingIsAValueThatTravels() throws Exception {
        Mapping mapping = Mapping.parse("[[\"id\", \"int\", \"i\", \"int\"]]", "m.json");

        Mapping back = SerializableUtils.clone(mapping);

        assertThat(back.transforms())
                .containsExactly(new Transform.ApplyMapping(List.of(new FieldMapping("id", "int", "i", "int"))));
        assertThat(back.isIdentity()).isFalse();
        assertThat(SerializableUtils.clone(Mapping.identity()).isIdentity()).isTrue();
    }

    private static CompiledMapping compile(String json) throws InvalidMappingException {
        return Mapping.parse(json, "m.json").compile(COLUMNS);
    }
}
