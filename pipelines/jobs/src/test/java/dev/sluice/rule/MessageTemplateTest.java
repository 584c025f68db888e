package dev.sluice.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageTemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            plain                               | plain
            ${topic()}/republish                | things/myThings/thingOne/republish
            ${client_id}                        | pi
            ${topic(2)}-${client_id}-${count}   | myThings-pi-3
            ${get({'a': client_id}, 'a')}       | pi
            ${'}' + client_id}                  | }pi
            ${missing}${nothing}x               | x
            ${count + 1}                        | 4
            $${client_id}                       | $pi
            a$b{c}                              | a$b{c}
            """)
    void placesAreFilledFromTheMessageAsItCame(String template, String expected) throws Exception {
        assertThat(MessageTemplate.parse(template)
                        .fill(Messages.of("{\"client_id\": \"pi\", \"count\": 3, \"nothing\": null}")))
                .isEqualTo(expected);
    }

    @Test
    void aTextWithoutPlacesIsTheSameForAllMessages() throws Exception {
        assertThat(MessageTemplate.parse("readings").isConstant()).isTrue();
        assertThat(MessageTemplate.parse("${newuuid()}").isConstant()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            ab${topc()}      | line 1, column 5: there is no function topc; did you mean topic?
            ab${topic()      | line 1, column 3: expected } at the end of what begins here, found none
            ${a b}           | line 1, column 5: expected an operator or }, found 'b'
            x${}             | line 1, column 4: expected an expression, found the end
            """)
    void aMistakeIsToldWithItsPlace(String template, String expected) {
        assertThat(catchThrowableOfType(InvalidSqlException.class, () -> MessageTemplate.parse(template))
                        .mistakes())
                .containsExactly(expected);
    }
}
