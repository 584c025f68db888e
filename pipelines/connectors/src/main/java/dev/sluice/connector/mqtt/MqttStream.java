package dev.sluice.connector.mqtt;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The messages of one session. It is read by one reader. */
record MqttStream(MqttAddress address) implements RecordStream {

    @Override
    public String kind() {
        return MqttConnector.KIND;
    }

    /** One part, whatever is wished for: a session has one connection. */
    @Override
    public List<MqttStream> split(int parts, ReadSettings settings) {
        return List.of(this);
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException {
        return MqttReader.open(MqttSession.open(address, settings.jobId(), settings.durability()), after);
    }
}
