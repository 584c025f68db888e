package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.TextReader;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class ResolveChoiceTest {

    private static final List<Column> COLUMNS = List.of(
            column("id", "int"),
            column("price", "choice<bigint,string>"),
            column("meta", "struct<kind:choice<int,struct<a:int>>,name:string>"),
            column("list", "array<struct<price:choice<double,string>>>"));

    @Test
    void aCastMakesOneTypeOfAll() throws Exception {
        CompiledMapping mapping = compile("price:cast:int,meta.kind:make_struct,list[].price:cast:double");

        assertThat(mapping.columns())
                .containsExactly(
                        column("id", "int"),
                        column("price", "int"),
                        column("meta", "struct<kind:struct<int:int,struct:struct<a:int>>,name:string>"),
                        column("list", "array<struct<price:double>>"));
        Object[] row = mapping.apply(row("1", "\"12\"", "{\"kind\":{\"a\":3}}", "[{\"price\":\"1.5\"},null]"));
        assertThat(row[1]).isEqualTo(12);
        assertThat(row[2])
                .hasToString(read("meta", mapping, "{\"kind\":{\"struct\":{\"a\":3}}}")
                        .toString());
        assertThat(row[3]).isEqualTo(read("list", mapping, "[{\"price\":1.5},null]"));
        assertThatThrownBy(() -> mapping.apply(row("1", "\"x\"", "{}", "[]")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("price: expected int, found \"x\"");
        assertThatThrownBy(() -> mapping.apply(row("1", "1", "{}", "[{\"price\":\"x\"}]")))
                .hasMessage("list: element 0: price: expected double, found \"x\"");
    }

    @Test
    void columnsAreMadeWithTheTypesOfGlueBehindTheirNames() throws Exception {
        CompiledMapping mapping = compile("make_cols,list[].price:make_cols");

        assertThat(mapping.columns())
                .containsExactly(
                        column("id", "int"),
                        column("price_long", "bigint"),
                        column("price_string", "string"),
                        column("meta", "struct<kind_int:int,kind_struct:struct<a:int>,name:string>"),
                        column("list", "array<struct<price_double:double,price_string:string>>"));
        Object[] row = mapping.apply(row("1", "12", "{\"kind\":7,\"name\":\"n\"}", "[{\"price\":\"x\"}]"));
        assertThat(row[1]).isEqualTo(12L);
        assertThat(row[2]).isNull();
        assertThat(((Row) row[3]).getValues()).containsExactly(7, null, "n");
        assertThat(row[4]).isEqualTo(read("list", mapping, "[{\"price_string\":\"x\"}]"));
        assertThat(mapping.apply(row("1", "\"x\"", "{}", "[]"))).startsWith(1, null, "x");
    }

    @Test
    void aProjectionKeepsTheValuesOfOneType() throws Exception {
        CompiledMapping mapping = compile("price:project:long,make_struct");

        assertThat(mapping.columns().get(1)).isEqualTo(column("price", "bigint"));
        assertThat(mapping.apply(row("1", "12", "{}", "[]"))[1]).isEqualTo(12L);
        assertThat(mapping.apply(row("1", "\"12\"", "{}", "[]"))[1]).isNull();
        assertThat(mapping.castsNulled()).isZero();
    }

    @Test
    void theCatalogSaysTheTypeAlsoInsideStructs() throws Exception {
        List<Column> catalog = List.of(
                column("PRICE", "string"),
                column("meta", "struct<kind:string>"),
                column("list", "array<struct<price:decimal(5,2)>>"));
        CompiledMapping mapping = Mapping.of(
                        ResolveChoice.parse("match_catalog").matching(catalog))
                .compile(COLUMNS);

        assertThat(mapping.columns())
                .containsExactly(
                        column("id", "int"),
                        column("price", "string"),
                        column("meta", "struct<kind:string,name:string>"),
                        column("list", "array<struct<price:decimal(5,2)>>"));
        assertThat(mapping.apply(row("1", "12", "{}", "[]"))[1]).isEqualTo("12");
    }

    @Test
    void aColumnThatIsNoChoiceIsCastAndOtherwiseLeftAlone() throws Exception {
        assertThat(compile("id:cast:string,make_struct").columns().get(0)).isEqualTo(column("id", "string"));
        assertThat(compile("id:make_cols,make_struct").columns().get(0)).isEqualTo(column("id", "int"));
    }

    @Test
    void lenientlyAFailedCastIsNull() throws Exception {
        CompiledMapping mapping = Mapping.of(ResolveChoice.parse("price:cast:int,make_struct"))
                .withCastMode(CastMode.LENIENT)
                .compile(COLUMNS);

        assertThat(mapping.apply(row("1", "\"x\"", "{}", "[]"))[1]).isNull();
        assertThat(mapping.castsNulled()).isEqualTo(1);
    }

    @Test
    void aMappingMayDropOrCastAChoiceItself() throws Exception {
        CompiledMapping mapping = Mapping.parse("[('price', 'string', 'p', 'string'), ('id', 'i')]", "m.py")
                .compile(COLUMNS);

        assertThat(mapping.apply(row("1", "12", "{}", "[]"))).containsExactly("12", 1);
    }

    @Test
    void whatIsLeftUnresolvedIsToldWithWhatToWrite() {
        assertThat(mistakes(Mapping.identity()))
                .containsExactly(
                        "column price is a choice of bigint and string: say what becomes of it, such as"
                                + " --resolveChoice=price:cast:string, or with make_cols, make_struct or project:bigint",
                        "column meta.kind is a choice of int and struct<a:int>: say what becomes of it, such as"
                                + " --resolveChoice=meta.kind:cast:string, or with make_cols, make_struct or project:int",
                        "column list[].price is a choice of double and string: say what becomes of it, such as"
                                + " --resolveChoice=list[].price:cast:string, or with make_cols, make_struct or"
                                + " project:double");
    }

    @Test
    void whatCannotBeDoneIsTold() throws Exception {
        assertThat(mistakes(Mapping.of(ResolveChoice.parse("prise:cast:int,meta.kind:cast:date,price:project:int"))))
                .containsExactly(
                        "price: project: expected one of the types of choice<bigint,string>, found int",
                        "meta.kind: there is no cast from choice<int,struct<a:int>> to date",
                        "there is no column 'prise'; did you mean price?");
        assertThat(mistakes(Mapping.of(ResolveChoice.parse("match_catalog"))))
                .containsExactly(
                        "price: match_catalog: expected a table of the catalog with columns to go by, found none",
                        "meta.kind: match_catalog: expected a table of the catalog with columns to go by, found none",
                        "list[].price: match_catalog: expected a table of the catalog with columns to go by, found none");
        List<Column> twice = List.of(column("a", "choice<int,string>"), column("A_int", "int"));
        assertThatThrownBy(() -> Mapping.of(ResolveChoice.parse("make_cols")).compile(twice))
                .hasMessage(
                        "make_cols would make a second column 'A_int': use make_struct, or drop or rename the first");
        List<Column> array = List.of(column("a", "array<choice<int,string>>"));
        assertThatThrownBy(() -> Mapping.of(ResolveChoice.parse("make_cols")).compile(array))
                .hasMessage(
                        "a[]: make_cols makes columns, and what an array or a map holds is none: use another action");
    }

    @Test
    void anOptionIsReadWithTypesThatHoldCommas() throws Exception {
        ResolveChoice read = ResolveChoice.parse(
                " a:cast:struct<x:int,y:decimal(5,2)> , `b:c,d`:PROJECT:string, `cast`:cast:int, make_cols");

        assertThat(read.specs())
                .extracting(s -> s.path() + " " + s.action())
                .containsExactly("a cast:struct<x:int,y:decimal(5,2)>", "`b:c,d` project:string", "`cast` cast:int");
        assertThat(read.all()).hasToString("make_cols");
        assertThat(ResolveChoice.parse("cast:double").all()).hasToString("cast:double");
    }

    @Test
    void everythingInAnOptionThatIsWrongIsTold() {
        assertThat(catchThrowableOfType(
                                InvalidMappingException.class,
                                () -> ResolveChoice.parse("a:mak_cols,make_cols,cast:intt,b:cast,make_struct,"))
                        .mistakes())
                .containsExactly(
                        "expected make_cols, make_struct, match_catalog, cast:TYPE or project:TYPE, found 'mak_cols'; did"
                                + " you mean make_cols?",
                        "expected one action for all choices, found 'make_cols' and 'cast:intt'",
                        "expected make_cols, make_struct, match_catalog, cast:TYPE or project:TYPE, found 'cast'",
                        "expected one action for all choices, found 'make_cols' and 'make_struct'",
                        "expected one action for all choices, found 'make_cols' and ''");
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.parse(type));
    }

    private static CompiledMapping compile(String option) throws InvalidMappingException {
        return Mapping.of(ResolveChoice.parse(option)).compile(COLUMNS);
    }

    private static List<String> mistakes(Mapping mapping) {
        return catchThrowableOfType(InvalidMappingException.class, () -> mapping.compile(COLUMNS))
                .mistakes();
    }

    /** The row of {@link #COLUMNS} with these values, each as JSON. */
    private static Object[] row(String... values) throws MalformedRecordException {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(COLUMNS.get(i).name())
                    .append("\":")
                    .append(values[i]);
        }
        Row row = (Row) TextReader.of(new ColumnType.Struct(COLUMNS), ZoneOffset.UTC)
                .read(json.append('}').toString());
        return new ArrayList<>(row.getValues()).toArray();
    }

    private static Object read(String column, CompiledMapping mapping, String json) throws MalformedRecordException {
        ColumnType type = mapping.columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .type();
        return TextReader.of(type, ZoneOffset.UTC).read(json);
    }
}
