package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class TransformsTest {

    private static final ColumnType.Struct AIR =
            (ColumnType.Struct) ColumnType.parse("struct<celsius:double,humidity:double,nothing:void>");
    private static final List<Column> COLUMNS = List.of(
            new Column("id", Simple.INT),
            new Column("air", AIR),
            new Column("dotted.name", Simple.STRING),
            new Column("unknown", Simple.VOID),
            new Column("text", Simple.STRING));
    private static final Object[] ROW = {7, air(21.5, 44.0), "x", null, "12"};

    /** Keeps rows whose named column is greater than a number; a language of its own for these tests. */
    private record Greater(String column, double than) implements Condition {
        static Condition parse(String expression) throws InvalidMappingException {
            String[] sides = expression.split(" > ", -1);
            if (sides.length != 2) {
                throw new InvalidMappingException(List.of("line 1, column 1: expected a comparison"));
            }
            return new Greater(sides[0], Double.parseDouble(sides[1]));
        }

        @Override
        public Predicate compile(List<Column> columns) throws InvalidMappingException {
            int place = columns.stream().map(Column::name).toList().indexOf(column);
            if (place < 0) {
                throw new InvalidMappingException(List.of("line 1, column 1: there is no column '" + column + "'"));
            }
            return values -> values.value(place) instanceof Number n && n.doubleValue() > than;
        }
    }

    @Test
    void transformsAreAppliedInTheirOrder() throws Exception {
        CompiledMapping mapping = compile("""
                [{"ApplyMapping": {"mappings": [["id", "int", "id", "long"], ["air", "struct", "air", "struct"],
                                                ["text", "string", "count", "int"]]}},
                 {"DropFields": {"paths": ["AIR.humidity"]}},
                 "DropNullFields",
                 {"RenameField": {"old_name": "air.celsius", "new_name": "air.temperature"}},
                 {"SelectFields": {"paths": ["count", "air"]}}]""");

        assertThat(mapping.columns())
                .containsExactly(
                        new Column("air", ColumnType.parse("struct<temperature:double>")),
                        new Column("count", Simple.INT));
        Object[] row = mapping.apply(ROW);
        assertThat(((Row) row[0]).getValues()).containsExactly(21.5);
        assertThat(row[1]).isEqualTo(12);
        assertThat(mapping.apply(new Object[] {7, null, null, null, null})).containsExactly(null, null);
    }

    @Test
    void otherNamesCostNothing() throws Exception {
        CompiledMapping mapping = compile("""
                [{"RenameField": {"old_name": "`dotted.name`", "new_name": "name"}},
                 {"RenameField": {"old_name": "ID", "new_name": "number"}}]""");

        assertThat(mapping.columns().stream().map(Column::name))
                .containsExactly("number", "air", "name", "unknown", "text");
        assertThat(mapping.apply(ROW)).isSameAs(ROW);
        assertThat(mapping.isIdentity()).isTrue();
    }

    @Test
    void aNewPathMovesAFieldOutOfAStructAndIntoAnother() throws Exception {
        CompiledMapping mapping = compile("""
                [{"RenameField": {"old_name": "air.celsius", "new_name": "celsius"}},
                 {"RenameField": {"old_name": "id", "new_name": "air.id"}},
                 {"RenameField": {"old_name": "text", "new_name": "new.text"}},
                 {"SelectFields": {"paths": ["celsius", "air.id", "air.humidity", "new"]}}]""");

        assertThat(mapping.columns())
                .containsExactly(
                        new Column("air", ColumnType.parse("struct<humidity:double,id:int>")),
                        new Column("celsius", Simple.DOUBLE),
                        new Column("new", ColumnType.parse("struct<text:string>")));
        Object[] row = mapping.apply(ROW);
        assertThat(((Row) row[0]).getValues()).containsExactly(44.0, 7);
        assertThat(row[1]).isEqualTo(21.5);
        assertThat(((Row) row[2]).getValues()).containsExactly("12");
    }

    @Test
    void aStructThatIsMissingStaysMissingWithoutSomeOfItsFields() throws Exception {
        CompiledMapping mapping = compile("[{\"DropFields\": {\"paths\": [\"air.humidity\", \"unknown\"]}}]");

        Object[] row = mapping.apply(new Object[] {7, null, "x", null, "12"});

        assertThat(row).containsExactly(7, null, "x", "12");
        assertThat(compile("[{\"DropFields\": {\"paths\": [\"air.humidity\", \"air.celsius\", \"air.nothing\"]}}]")
                        .columns())
                .extracting(Column::name)
                .containsExactly("id", "dotted.name", "unknown", "text");
    }

    @Test
    void columnsWithoutAnyValueAreDroppedInStructsAsWell() throws Exception {
        CompiledMapping mapping = compile("[{\"DropNullFields\": {}}]");

        assertThat(mapping.columns())
                .containsExactly(
                        new Column("id", Simple.INT),
                        new Column("air", ColumnType.parse("struct<celsius:double,humidity:double>")),
                        new Column("dotted.name", Simple.STRING),
                        new Column("text", Simple.STRING));
        Object[] row = mapping.apply(ROW);
        assertThat(((Row) row[1]).getValues()).containsExactly(21.5, 44.0);
    }

    @Test
    void aFilterDropsARowAndSeesWhatStandsBeforeIt() throws Exception {
        CompiledMapping mapping = compile("""
                [{"ApplyMapping": {"mappings": [["id", "n"], ["text", "string", "count", "int"]]}},
                 {"Filter": {"expression": "count > 10"}},
                 {"DropFields": {"paths": ["count"]}}]""");

        assertThat(mapping.apply(ROW)).containsExactly(7);
        assertThat(mapping.apply(new Object[] {7, null, null, null, "9"})).isNull();
        assertThat(mapping.apply(new Object[] {7, null, null, null, null})).isNull();
        assertThatThrownBy(() -> mapping.apply(new Object[] {7, null, null, null, "abc"}))
                .hasMessage("text to count: expected int, found \"abc\"");
        assertThat(compile("[{\"Filter\": {\"expression\": \"id > 1\"}}]").apply(ROW))
                .isSameAs(ROW);
    }

    @Test
    void whatIsDroppedIsNotCastBefore() throws Exception {
        CompiledMapping mapping = compile("""
                [{"ApplyMapping": {"mappings": [["id", "n"], ["text", "string", "count", "int"]]}},
                 {"Filter": {"expression": "n > 10"}}]""");

        assertThat(mapping.apply(new Object[] {7, null, null, null, "abc"})).isNull();
        assertThatThrownBy(() -> mapping.apply(new Object[] {11, null, null, null, "abc"}))
                .hasMessage("text to count: expected int, found \"abc\"");
    }

    @Test
    void leniencyCountsEachNullOnceAndOfRowsThatAreKept() throws Exception {
        CompiledMapping mapping = parse("""
                [{"ApplyMapping": {"mappings": [["id", "n"], ["text", "string", "count", "int"], ["air", "air"]]}},
                 {"ApplyMapping": {"mappings": [["n", "n"], ["count", "int", "count", "long"],
                                                ["air", "struct", "air", "string"]]}},
                 {"Filter": {"expression": "n > 10"}}]""").withCastMode(CastMode.LENIENT).compile(COLUMNS);

        assertThat(mapping.apply(new Object[] {7, null, null, null, "abc"})).isNull();
        assertThat(mapping.castsNulled()).isZero();
        assertThat(mapping.apply(new Object[] {11, air(1.0, 2.0), null, null, "abc"}))
                .containsExactly(11, null, "{\"celsius\":1.0,\"humidity\":2.0,\"nothing\":null}");
        assertThat(mapping.castsNulled()).isEqualTo(1);
    }

    @Test
    void aFieldOfACastStructIsFound() throws Exception {
        CompiledMapping mapping = compile("""
                [{"ApplyMapping": {"mappings": [
                     ["air", "struct", "air", "struct<celsius:string,humidity:double,nothing:string>"]]}},
                 {"ApplyMapping": {"mappings": [["air.celsius", "c"]]}}]""");

        assertThat(mapping.apply(ROW)).containsExactly("21.5");
        assertThat(mapping.apply(new Object[] {7, null, null, null, null})).containsExactly((Object) null);
    }

    @Test
    void everythingInTheFileThatIsWrongIsTold() {
        InvalidMappingException e = catchThrowableOfType(InvalidMappingException.class, () -> parse("""
                [{"DropField": {"paths": ["a"]}},
                 {"DropFields": {"path": ["a"]}},
                 {"RenameField": {"old_name": "a"}},
                 {"Filter": {"expression": "nonsense"}},
                 {"ResolveChoice": {"specs": [["a", "cast:long"], ["b", "make_col"], ["c"]]}},
                 {"ResolveChoice": {}},
                 {"ApplyMapping": {"mappings": [["a"], ["a", "b"]]}},
                 7,
                 {"DropNullFields": []},
                 {"SelectFields": {"paths": ["good"]}}]"""));

        assertThat(e.mistakes())
                .containsExactly(
                        "t.json: /0/DropField: there is no transform DropField; did you mean DropFields?",
                        "t.json: /1/DropFields: there is no argument 'path', expected paths",
                        "t.json: /1/DropFields/paths: expected a list of paths, found none",
                        "t.json: /2/RenameField/new_name: expected a string, found none",
                        "t.json: /3/Filter/expression: line 1, column 1: expected a comparison",
                        "t.json: /4/ResolveChoice/specs/1: expected make_cols, make_struct, match_catalog, cast:TYPE or"
                                + " project:TYPE, found 'make_col'; did you mean make_cols?",
                        "t.json: /4/ResolveChoice/specs/2: expected [path, action], found [\"c\"]",
                        "t.json: /5/ResolveChoice: expected specs or choice, found {}",
                        "t.json: /6/ApplyMapping/mappings/0: expected a mapping of two to four strings, [source, source"
                                + " type, target, target type], found [\"a\"]",
                        "t.json: /7: expected an object with one transform such as {\"DropFields\": {\"paths\": […]}},"
                                + " found 7",
                        "t.json: /8/DropNullFields: expected an object with nothing in it, found []");
        assertThat(e.rest().transforms()).containsExactly(new Transform.SelectFields(List.of("good")));
        assertThatThrownBy(() -> parse("[")).hasMessageStartingWith("t.json: line 1, column ");
        assertThatThrownBy(() -> parse("{}")).hasMessageContaining("expected a JSON array of transforms, found {}");
    }

    @Test
    void whatCannotBeAppliedToTheColumnsIsTold() {
        assertThat(mistakes("[{\"DropFields\": {\"paths\": [\"idd\", \"air.celcius\", \"text.x\", \"a.\"]}}]"))
                .containsExactly(
                        "t.json: /0/DropFields: there is no column 'idd'; did you mean id?",
                        "t.json: /0/DropFields: there is no column 'celcius'; did you mean celsius?",
                        "t.json: /0/DropFields: 'x' lies inside a value of type string, which has no fields",
                        "t.json: /0/DropFields: path 'a.': expected a name at character 3, found none");
        assertThat(mistakes("[{\"RenameField\": {\"old_name\": \"id\", \"new_name\": \"Text\"}}]"))
                .containsExactly("t.json: /0/RenameField: there is a column 'text' already");
        assertThat(mistakes("[{\"SelectFields\": {\"paths\": [\"id\"]}}, {\"DropFields\": {\"paths\": [\"id\"]}}]"))
                .containsExactly("t.json: /1/DropFields: expected a column that is left, found none");
        assertThat(mistakes("[{\"Filter\": {\"expression\": \"ide > 1\"}}]"))
                .containsExactly("t.json: /0/Filter: line 1, column 1: there is no column 'ide'");
        assertThat(mistakes("[{\"ApplyMapping\": {\"mappings\": []}}]"))
                .containsExactly("t.json: /0/ApplyMapping: expected at least one mapping, found none");
    }

    @Test
    void aListOfTransformsTravels() throws Exception {
        Mapping mapping = parse("[{\"Filter\": {\"expression\": \"id > 1\"}}, \"DropNullFields\"]");

        assertThat(SerializableUtils.clone(mapping).transforms()).isEqualTo(mapping.transforms());
    }

    private static Row air(Object... values) {
        List<Object> all = new ArrayList<>(Arrays.asList(values));
        all.add(null);
        return Row.withSchema(AIR.schema()).attachValues(all);
    }

    private static Mapping parse(String json) throws InvalidMappingException {
        return Mapping.parseTransforms(json, "t.json", Greater::parse);
    }

    private static CompiledMapping compile(String json) throws InvalidMappingException {
        return parse(json).compile(COLUMNS);
    }

    private static List<String> mistakes(String json) {
        return catchThrowableOfType(InvalidMappingException.class, () -> compile(json))
                .mistakes();
    }
}
