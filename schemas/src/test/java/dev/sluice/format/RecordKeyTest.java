package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.RecordKey;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordKeyTest {

    private static final List<Column> COLUMNS = List.of(
            column("client_id", "string"),
            column("timestamp", "timestamp"),
            column("temperature", "double"),
            column("price", "decimal(10,2)"),
            column("count", "bigint"),
            column("tags", "map<string,int>"),
            column("where", "struct<room:string,floors:array<int>>"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timestamp   | {"timestamp":"2020-04-16T11:00:00Z"} | {"timestamp":"2020-04-16T13:00:00+02:00","count":7}
            price       | {"price":1.5}                        | {"price":"1.50"}
            temperature | {"temperature":1e1}                  | {"temperature":10}
            temperature | {"temperature":0.0}                  | {"temperature":-0.0}
            count       | {"count":7,"client_id":"a"}          | {"CLIENT_ID":"b","Count":7}
            tags        | {"tags":{"a":1,"b":2}}               | {"tags":{"b":2,"a":1}}
            where       | {"where":{"room":"x","floors":[1]}}  | {"where":{"floors":[1],"room":"x"}}
            count       | {"count":7,"temperature":"warm"}     | {"count":7}
            """)
    void equalValuesHaveEqualKeys(String column, String one, String other) {
        RecordKey key = json(column);

        assertThat(key.of(bytes(one))).isNotNull().isEqualTo(key.of(bytes(other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"client_id":"ab","count":1}                          | {"client_id":"a","count":1}
            {"client_id":"a"}                                     | {"count":1}
            {"client_id":"a","count":null}                        | {"client_id":"a","count":0}
            {"client_id":"1"}                                     | {"count":1}
            {"client_id":""}                                      | {"count":0}
            [{"client_id":"a","count":1}]                         | [{"client_id":"a","count":1},{"client_id":"a","count":1}]
            [{"client_id":"a","count":1},{"client_id":"b"}]       | [{"client_id":"b","count":1},{"client_id":"a"}]
            {"client_id":"a","where":{"room":"x","floors":[1]}}   | {"client_id":"a","where":{"room":"x","floors":[1,2]}}
            {"client_id":"a","where":{"room":"x"}}                | {"client_id":"a","where":{"floors":[]}}
            """)
    void otherValuesHaveOtherKeys(String one, String other) {
        RecordKey key = json("client_id", "count", "where");

        assertThat(key.of(bytes(one))).isNotNull().isNotEqualTo(key.of(bytes(other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"client_id":
            {"count":"many"}
            []
            [{"other":1},{}]
            {"client_id":null}
            """)
    void whatCannotBeReadOrHoldsNoValueHasNoKey(String payload) {
        assertThat(json("client_id", "count").of(bytes(payload))).isNull();
    }

    @Test
    void aFieldOfCsvIsFoundByItsPlaceAndTheOthersAreNotRead() {
        RecordKey key = CsvFormat.defaults().key(COLUMNS.subList(0, 5), List.of("COUNT", "client_id"));

        byte[] one = key.of(bytes("a,2020-04-16T11:00:00Z,1.5,1.50,7"));
        assertThat(one).isNotNull().isEqualTo(key.of(bytes("a,no time,warm,,7")));
        assertThat(one).isNotEqualTo(key.of(bytes("a,2020-04-16T11:00:00Z,1.5,1.50,8")));
        assertThat(key.of(bytes("a,7"))).isNull();
    }

    @Test
    void aNameThatIsNoColumnIsNamedWithTheNearest() {
        assertThatThrownBy(() -> json("client_id", "cuont"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no column 'cuont'; did you mean count?");
        assertThatThrownBy(() -> JsonFormat.defaults().key(COLUMNS.subList(0, 2), List.of("x")))
                .hasMessage("there is no column 'x'; expected one of client_id, timestamp");
    }

    @Test
    void itsNameSaysWhatItReads() {
        assertThat(json("COUNT", "client_id").name()).isEqualTo("count bigint, client_id string");
    }

    @Test
    void itGoesToWorkersAsItIs() {
        RecordKey key = SerializableUtils.ensureSerializable(json("client_id"));

        assertThat(key.of(bytes("{\"client_id\":\"a\"}")))
                .isEqualTo(json("client_id").of(bytes("{\"client_id\":\"a\"}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true  | {"device":{"id":"a"},"n":1}      | {"n":1.0,"other":2,"device":{"id":"a"}}
            true  | {"device":{"id":{"x":1,"y":2}}}  | {"device":{"id":{"y":2,"x":1}}}
            false | {"device":{"id":"a"},"n":1}      | {"device":{"id":"a"},"n":"1"}
            false | {"device":{"id":"a"}}            | {"device":{"id":["a"]}}
            false | {"device":{"id":"a"}}            | {"device":{"ID":"a"},"n":1}
            """)
    void pathsOfJsonAreAKeyWithoutATable(boolean equal, String one, String other) {
        RecordKey key = JsonFormat.keyAt(List.of("device.id", "n"));

        byte[] first = key.of(bytes(one));

        assertThat(first).isNotNull();
        assertThat(Arrays.equals(first, key.of(bytes(other)))).isEqualTo(equal);
        assertThat(key.of(bytes("{\"device\":\"a\"}"))).isNull();
        assertThat(key.of(bytes("no JSON"))).isNull();
        assertThat(key.of(bytes(""))).isNull();
    }

    private static RecordKey json(String... names) {
        return JsonFormat.defaults().key(COLUMNS, List.of(names));
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.parse(type));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
