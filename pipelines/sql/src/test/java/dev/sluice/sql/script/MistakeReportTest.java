package dev.sluice.sql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MistakeReportTest {

    @Test
    void aMistakeIsShownUnderItsLine() {
        String script = "SELECT 1;\r\n\tSELECT  tempp FROM t\r\n";

        assertThat(MistakeReport.of(
                        "report.sql",
                        script,
                        List.of(new Mistake(2, 10, "there is no column 'tempp'"), new Mistake(3, 1, "the end"))))
                .isEqualTo("""
                        report.sql:2:10: there is no column 'tempp'
                            \tSELECT  tempp FROM t
                            \t        ^
                        report.sql:3:1: the end
                           \s
                            ^""");
    }
}
