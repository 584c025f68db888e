package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParquetSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tinyint        | optional int32 c (INTEGER(8,true));
            smallint       | optional int32 c (INTEGER(16,true));
            int            | optional int32 c;
            bigint         | optional int64 c;
            float          | optional float c;
            double         | optional double c;
            boolean        | optional boolean c;
            string         | optional binary c (STRING);
            varchar(3)     | optional binary c (STRING);
            char(2)        | optional binary c (STRING);
            binary         | optional binary c;
            date           | optional int32 c (DATE);
            timestamp      | optional int64 c (TIMESTAMP(MICROS,true));
            decimal(9,2)   | optional int32 c (DECIMAL(9,2));
            decimal(10,0)  | optional int64 c (DECIMAL(10,0));
            decimal(18,4)  | optional int64 c (DECIMAL(18,4));
            decimal(19,4)  | optional fixed_len_byte_array(16) c (DECIMAL(19,4));
            decimal(38,10) | optional fixed_len_byte_array(16) c (DECIMAL(38,10));
            array<int>     | optional group c (LIST) { repeated group list { optional int32 element; } }
            map<string,double> | optional group c (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }
            struct<a:int,b:array<date>> | optional group c { optional int32 a; optional group b (LIST) { repeated group list { optional int32 element (DATE); } } }
            """)
    void aColumnIsAStandardType(String type, String parquet) {
        Schema schema = Column.schema(List.of(new Column("c", ColumnType.parse(type))));

        assertThat(ParquetSchema.of(schema))
                .isEqualTo(MessageTypeParser.parseMessageType("message row { " + parquet + " }"));
    }

    @Test
    void aFieldThatIsNeverNullIsRequired() {
        Schema schema =
                Schema.builder().addInt64Field("n").addDateTimeField("at").build();

        assertThat(ParquetSchema.of(schema))
                .isEqualTo(MessageTypeParser.parseMessageType(
                        "message row { required int64 n; required int64 at (TIMESTAMP(MICROS,true)); }"));
    }

    @Test
    void aDecimalWithoutAPrecisionIsRefused() {
        Schema schema = Schema.builder().addDecimalField("price").build();

        assertThatThrownBy(() -> ParquetSchema.of(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'price'")
                .hasMessageContaining("expected decimal(p,s)");
    }
}
