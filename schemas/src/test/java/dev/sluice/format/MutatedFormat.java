package dev.sluice.format;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A format whose payloads are mutated.
 *
 * @param samples payloads that can be read
 * @param likely bytes that mean something in it
 * @param opening what opens another level of it
 */
record MutatedFormat(
        String name, RecordFormat format, List<Column> columns, List<byte[]> samples, String likely, String opening) {

    private static final String JSON_BYTES = "{}[]\":,.-+0123456789eEntfu\\ \n\r\t\0";
    private static final List<Column> EVERY_TYPE = columns(
            "struct<b:array<decimal(9,2)>,c:map<string,timestamp>,d:string>",
            "binary",
            "date",
            "float",
            "boolean",
            "smallint",
            "timestamp",
            "decimal(38,10)",
            "choice<bigint,double,string>",
            "map<int,array<tinyint>>",
            "string");

    static List<MutatedFormat> all() throws Exception {
        TableDefinition device = Catalog.in(Path.of("none")).table("sense_hat");
        List<byte[]> messages = Files.readAllLines(Path.of("../src-test-data/device-messages.ndjson")).stream()
                .map(MutatedFormat::bytes)
                .toList();
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<String> times = List.of("MMM d, yyyy h:mm a", "seconds");
        List<MutatedFormat> formats = new ArrayList<>(List.of(
                new MutatedFormat("json device", device.format(), device.columns(), messages, JSON_BYTES, "{\"a\":["),
                new MutatedFormat(
                        "json every type",
                        new JsonFormat(times, berlin),
                        EVERY_TYPE,
                        List.of(bytes("""
                                {"c0": {"b": [1.25, "2", null], "c": {"k": "2020-04-16T11:33:23.123456Z", "l": 1587036803},
                                 "d": {"x": [1]}}, "c1": "Zm9v", "c2": "2020-04-16", "c3": 1.5e3, "c4": "true", "c5": -17,
                                 "c6": "Apr 16, 2020 1:33 PM", "c7": 1234567890.0123456789, "c8": 9223372036854775808,
                                 "c9": {"7": [1, -128]}, "c10": "\\ud83d\\ude00", "ü": [[[{"": "\\u0000"}]]]}"""), bytes("""
                                [{"C0": null, "c8": "x", "c10": [1, 2]}, {"c6": "1587036803.25"}] {} []""")),
                        JSON_BYTES,
                        "["),
                new MutatedFormat(
                        "csv every type",
                        CsvFormat.defaults(),
                        EVERY_TYPE,
                        List.of(
                                bytes(
                                        "\"{\"\"b\"\":[1.25],\"\"c\"\":{\"\"k\"\":1587036803},\"\"d\"\":\"\"é\"\"}\",Zm9v,2020-04-16,"
                                                + "1.5e3,true,-17,2020-04-16 11:33:23,1234567890.0123456789,12,\"{\"\"7\"\":[1]}\","
                                                + "\"a\"\"b\r\nc\"\r\n,,,,,,,,,,\n"),
                                bytes(
                                        ",,,,,,,,,,\"\"\n,Zm8=,1970-01-01,NaN,False,32767,1969-12-31T23:59:59Z,0,x,{},\ufeff")),
                        ",,\"\"\n\r{}[]:0123456789.-eTZ \0\ufeff",
                        "\"\n"),
                new MutatedFormat(
                        "csv escaped",
                        new CsvFormat(';', '\'', '\\', 0, times, berlin),
                        columns("int", "string", "timestamp"),
                        List.of(bytes("7;'a\\'b\\\\';Apr 16, 2020 1:33 PM"), bytes("1;;1587036803\r\n2;'x;\n';\n")),
                        ";;''\\\\\n\r0123456789 \0\ufeff",
                        "';"),
                new MutatedFormat(
                        "grok access log",
                        GrokFormat.of("%{COMBINEDAPACHELOG}").withTimestampFormats(List.of("dd/MMM/yyyy:HH:mm:ss Z")),
                        new GrokFormat("%{COMBINEDAPACHELOG}", "", List.of(), ZoneOffset.UTC).columns(),
                        List.of(
                                bytes(
                                        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"
                                                + " \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\""),
                                bytes("2001:db8::7 - - [29/Feb/2020:00:00:00 +0000] \"-\" 408 - \"-\" \"-\"\r\n\n")),
                        "\"\" []:./-+0123456789%\\\n\r\0",
                        "\"[("),
                new MutatedFormat(
                        "grok readings",
                        GrokFormat.of("^%{TIMESTAMP_ISO8601:c6} (?:%{WORD:c10}=%{NUMBER:c3:float},?)+ \\(%{DATA:c8}\\)"
                                        + "(?: %{QUOTEDSTRING:c10})*(?: (?<c0>\\{.*\\}))? *%{INT:c5}?$")
                                .withTimeZone(berlin),
                        EVERY_TYPE,
                        List.of(
                                bytes("2020-04-16 11:33:23 a=1.5,b=-7 (x) \"a \\\"b\\\"\" 'c' {\"b\": [1]} 12"),
                                bytes("2020-04-16T11:33:23Z temp=27.25 ()\r\n\n2020-10-25 02:30:00 e=1 (é) 1")),
                        "=,,\"'\\(){}[]:.-0123456789 \n\r\0",
                        "=1,")));
        formats.addAll(MutatedAvro.all());
        return formats;
    }

    RecordDecoder decoder() {
        return format.decoder(columns);
    }

    Mutants mutants(long seed, int every) {
        return new Mutants(seed, samples, likely, opening, every);
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<Column> columns(String... types) {
        List<Column> columns = new ArrayList<>();
        for (String type : types) {
            columns.add(new Column("c" + columns.size(), ColumnType.parse(type)));
        }
        return columns;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
