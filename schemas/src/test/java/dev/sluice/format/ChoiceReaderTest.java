package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceReaderTest {

    private static @Nullable Object decoded(String type, String json) throws MalformedRecordException {
        List<Column> columns = List.of(new Column("v", ColumnType.parse(type)));
        byte[] payload = ("{\"v\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        return JsonFormat.defaults().decoder(columns).decode(payload).get(0)[0];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "choice<int,string>|12|int|12",
                "choice<int,string>|\"12\"|string|12",
                "choice<int,string>|1.5|string|1.5",
                "choice<int,string>|3000000000|string|3000000000",
                "choice<int,string>|true|string|true",
                "choice<int,double,string>|1.5|double|1.5",
                "choice<boolean,double>|false|boolean|false",
                "choice<boolean,double>|2|double|2.0",
                "choice<array<int>,string>|[1,2]|array|[1, 2]",
                "choice<array<int>,string>|{\"a\":1}|string|{\"a\":1}",
            })
    void aValueIsReadByTheTypeThatJsonSaysItHas(String type, String json, String word, String value) throws Exception {
        OneOfType oneOf = ((ColumnType.Choice) ColumnType.parse(type)).oneOf();

        OneOfType.Value chosen = (OneOfType.Value) decoded(type, json);

        assertThat(chosen).isNotNull();
        assertThat(oneOf.getCaseEnumType().toString(chosen.getCaseType())).isEqualTo(word);
        assertThat(chosen.getValue()).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"warm\"", "{}", "1e400"})
    void whatNoTypeHoldsIsInvalid(String json) {
        assertThatThrownBy(() -> decoded("choice<boolean,double>", json))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("v: expected ");
    }
}
