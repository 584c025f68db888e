package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.ColumnType.Simple;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tinyint",
                "smallint",
                "int",
                "bigint",
                "float",
                "double",
                "decimal(38,18)",
                "boolean",
                "string",
                "varchar(6)",
                "char(2)",
                "binary",
                "date",
                "timestamp",
                "array<int>",
                "map<string,double>",
                "struct<a:int,b:array<struct<c:map<string,decimal(10,2)>>>>",
                "void",
                "choice<int,string,struct<a:choice<double,array<int>>>>"
            })
    void whatATypeWritesIsReadAsTheSameType(String text) {
        ColumnType type = ColumnType.parse(text);

        assertThat(type).hasToString(text);
        assertThat(ColumnType.parse(type.toString())).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTEGER|int",
                "Long|bigint",
                "  double |double",
                "decimal|decimal(10,0)",
                "decimal(12)|decimal(12,0)",
                "DECIMAL ( 12 , 3 )|decimal(12,3)",
                "Array< Struct< Name : String , `v`:int > >|array<struct<Name:string,`v`:int>>",
            })
    void hivesOtherSpellingsAreTheSameTypes(String text, String expected) {
        assertThat(ColumnType.parse(text)).hasToString(expected);
    }

    @Test
    void aPlainDecimalHasTheScaleOfItsHouse() {
        assertThat(ColumnType.parse("decimal", 2)).isEqualTo(new ColumnType.Decimal(10, 2));
        assertThat(ColumnType.parse("decimal(5)", 2)).isEqualTo(new ColumnType.Decimal(5, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flaot|expected a type such as string, double, timestamp, decimal(10,2) or array<int>, found 'flaot' at character 1",
                "array<int|expected '>', found the end at character 10",
                "array<int>>|expected the end of the type, found '>' at character 11",
                "struct<a>|expected ':', found '>' at character 9",
                "struct<a:int,A:int>|expected a field name that the struct does not have yet, found 'A:int>' at character 14",
                "map<array<int>,int>|expected a type without parts as a map's key, found 'array<int>,int>' at character 5",
                "decimal(39,0)|expected a number of at most 38, found '39,0)' at character 9",
                "varchar|expected '(', found the end at character 8",
            })
    void aMistakeIsReportedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> ColumnType.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type '" + text + "': " + message);
    }

    @Test
    void aScaleGreaterThanThePrecisionIsRefused() {
        assertThatThrownBy(() -> ColumnType.parse("decimal(2,3)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("type 'decimal(2,3)', character 1: decimal(2,3): expected a precision");
    }

    @Test
    void typesWithoutEndAreRefusedBeforeTheStackEnds() {
        assertThatThrownBy(() -> ColumnType.parse("array<".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 64 types inside each other");
    }

    @Test
    void everyColumnOfASchemaMayBeMissing() {
        Schema schema = Column.schema(
                List.of(new Column("a", Simple.INT), new Column("b", ColumnType.parse("struct<c:array<timestamp>>"))));

        assertThat(schema.getFields()).allMatch(f -> f.getType().getNullable());
    }
}
