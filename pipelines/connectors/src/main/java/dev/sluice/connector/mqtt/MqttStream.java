package dev.sluice.connector.mqtt;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The messages of one session, or of all that share a subscription. A session is read by one reader. */
record MqttStream(MqttAddress address) implements RecordStream {

    @Override
    public String kind() {
        return MqttConnector.KIND;
    }

    /**
     * One part for each session, whatever is wished for: a session that nobody reads keeps what the broker has given to it,
     * so that their number must not depend on the run.
     */
    @Override
    public List<MqttStream> split(int parts, ReadSettings settings) {
        return address.bySession().stream().map(MqttStream::new).toList();
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException {
        return MqttReader.open(MqttSessions.open(address, settings.jobId(), settings.durability()), after);
    }
}
