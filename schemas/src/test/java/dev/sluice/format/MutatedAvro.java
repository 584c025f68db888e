package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;

/** The forms of Avro whose payloads are mutated: a schema of everything, recursive, with columns of several kinds. */
final class MutatedAvro {

    private static final Schema SCHEMA = AvroData.schema("""
            {'type': 'record', 'name': 'R', 'fields': [
              {'name': 'a', 'type': 'long'},
              {'name': 'b', 'type': ['null', 'string', {'type': 'array', 'items': 'null'}]},
              {'name': 'c', 'type': {'type': 'array', 'items': {'type': 'map', 'values': ['null', 'double', 'R']}}},
              {'name': 'd', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},
              {'name': 'e', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A', 'B', 'C']}},
              {'name': 'f', 'type': {'type': 'fixed', 'name': 'F', 'size': 3}},
              {'name': 'g', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}},
              {'name': 'h', 'type': {'type': 'array', 'items': {'type': 'record', 'name': 'Empty', 'fields': []}}},
              {'name': 'i', 'type': 'float'}, {'name': 'j', 'type': 'boolean'},
              {'name': 'k', 'type': {'type': 'int', 'logicalType': 'date'}}]}
            """);
    private static final String VALUE = """
            {'a': 123456789, 'b': {'string': 'grün'}, 'c': [{'x': {'double': 1.5}, 'y': null,
              'z': {'R': {'a': 1, 'b': null, 'c': [], 'd': '\\u0001', 'e': 'A', 'f': 'abc', 'g': 0, 'h': [], 'i': 1.0,
                'j': true, 'k': 1}}}], 'd': '\\u0004\\u00d2', 'e': 'B', 'f': 'xyz', 'g': 1587036803123456,
              'h': [{}, {}], 'i': 2.5, 'j': false, 'k': 18368}
            """;

    /** The start of a record, with a record in its map. */
    private static final String NESTED = "\2\0\2\2\2x\4";

    private static final String LIKELY = "\0\1\2\3\4\6\u007fObjx";

    private static final List<Column> AS_TYPES = columns(
            "a bigint",
            "c array<map<string,struct<member0:double,member1:struct<a:int>>>>",
            "h array<string>",
            "i double",
            "j boolean");
    private static final List<Column> AS_TEXT = columns(
            "b string", "c string", "d decimal(9,2)", "e string", "f binary", "g timestamp", "h string", "k date");
    private static final List<Column> SKIPPED = columns("k int");

    private MutatedAvro() {}

    static List<MutatedFormat> all() {
        byte[] datum = AvroData.datum(SCHEMA, VALUE);
        byte[] framed = ByteBuffer.allocate(5 + datum.length)
                .put((byte) 0)
                .putInt(7)
                .put(datum)
                .array();
        AvroFormat data = AvroFormat.of(SCHEMA.toString());
        return List.of(
                new MutatedFormat("avro data", data, AS_TYPES, List.of(datum), LIKELY, NESTED),
                new MutatedFormat("avro data as text", data, AS_TEXT, List.of(datum), LIKELY, NESTED),
                new MutatedFormat("avro data skipped", data, SKIPPED, List.of(datum), LIKELY, NESTED),
                new MutatedFormat(
                        "avro registered",
                        AvroFormat.containers().withRegistry(new Registry()),
                        AS_TYPES,
                        List.of(framed),
                        LIKELY,
                        NESTED),
                new MutatedFormat("avro container", AvroFormat.containers(), AS_TEXT, containers(), LIKELY, NESTED));
    }

    /** Few of the codecs that take a megabyte to begin with. */
    private static List<byte[]> containers() {
        List<byte[]> containers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (String codec : i == 0
                    ? List.of("null", "deflate", "snappy", "zstandard", "bzip2", "xz")
                    : List.of("null", "deflate", "snappy")) {
                containers.add(AvroData.container(SCHEMA, CodecFactory.fromString(codec), VALUE, VALUE));
            }
        }
        return containers;
    }

    private static List<Column> columns(String... columns) {
        return Arrays.stream(columns)
                .map(c -> c.split(" ", 2))
                .map(c -> new Column(c[0], ColumnType.parse(c[1])))
                .toList();
    }

    private record Registry() implements SchemaRegistry {
        @Override
        public Framing framing() {
            return Framing.CONFLUENT;
        }

        @Override
        public List<String> schema(String id) throws UnknownSchemaException {
            if (!id.equals("7")) {
                throw new UnknownSchemaException("there is no schema " + id);
            }
            return List.of(SCHEMA.toString());
        }
    }
}
