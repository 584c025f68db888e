package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private final Inbox inbox = new Inbox();
    private final List<String> acknowledged = new ArrayList<>();

    @BeforeEach
    void connect() {
        inbox.connected(1, false);
    }

    @Test
    void numbersWhatArrivesAndGivesItInOrder() {
        receive(1, 7, "a", "b", "c");

        assertThat(inbox.after(-1, 10)).extracting(Inbox.Message::number).containsExactly(0L, 1L, 2L);
        assertThat(payloads(0, 10)).containsExactly("b", "c");
        assertThat(payloads(-1, 2)).containsExactly("a", "b");
        assertThat(payloads(2, 10)).isEmpty();
    }

    @Test
    void holdsAsMuchAsTheProtocolAllows() {
        for (int i = 0; i < Inbox.RECEIVE_MAXIMUM; i++) {
            inbox.receive(delivery(1, i + 1, false, "m" + i), 0);
            if (i % 3 == 0) {
                inbox.acknowledge(i / 3);
            }
        }

        long first = inbox.first();
        assertThat(inbox.size()).isEqualTo(Inbox.RECEIVE_MAXIMUM - first);
        assertThat(payloads(-1, Integer.MAX_VALUE))
                .containsExactlyElementsOf(IntStream.range((int) first, Inbox.RECEIVE_MAXIMUM)
                        .mapToObj(i -> "m" + i)
                        .toList());
    }

    @Test
    void acknowledgesInOrderAndOnce() {
        receive(1, 7, "a", "b", "c");

        assertThat(inbox.acknowledge(1)).isEqualTo(2);
        assertThat(inbox.acknowledge(1)).isZero();
        assertThat(acknowledged).containsExactly("1:7", "1:8");
        assertThat(payloads(-1, 10)).containsExactly("c");
    }

    @Test
    void leavesOutWhatIsHeldAndAcknowledgesItByTheNewConnection() {
        receive(1, 7, "a", "b");

        inbox.connected(2, true);
        boolean isNew = inbox.receive(delivery(2, 7, true, "a"), 0);
        inbox.acknowledge(0);

        assertThat(isNew).isFalse();
        assertThat(acknowledged).containsExactly("2:7");
        assertThat(payloads(-1, 10)).containsExactly("b");
    }

    @Test
    void acknowledgesWhatBecameDurableBetweenTwoConnectionsWhenItComesAgain() {
        receive(1, 7, "a");

        inbox.connected(2, true);
        inbox.acknowledge(0);
        assertThat(acknowledged).isEmpty();
        boolean isNew = inbox.receive(delivery(2, 7, true, "a"), 0);

        assertThat(isNew).isFalse();
        assertThat(acknowledged).containsExactly("2:7");
    }

    @Test
    void leavesOutWhatWasAcknowledgedWhereTheAcknowledgementMayHaveBeenLost() {
        receive(1, 7, "a");
        inbox.acknowledge(0);

        inbox.connected(2, true);
        boolean isNew = inbox.receive(delivery(2, 7, true, "a"), 0);

        assertThat(isNew).isFalse();
        assertThat(acknowledged).containsExactly("1:7", "2:7");
    }

    @Test
    void takesTheSameContentForANewMessageWhereTheAcknowledgementWasProcessed() {
        receive(1, 7, "a");
        inbox.acknowledge(0);
        inbox.settled(1, inbox.acknowledgements());

        inbox.connected(2, true);

        assertThat(inbox.receive(delivery(2, 7, true, "a"), 0)).isTrue();
    }

    @Test
    void takesOtherContentUnderAKnownIdentifierForANewMessage() {
        receive(1, 7, "a");
        inbox.acknowledge(0);

        inbox.connected(2, true);

        assertThat(inbox.receive(delivery(2, 7, true, "b"), 0)).isTrue();
    }

    @Test
    void takesTheFirstNewMessageForTheEndOfTheRepetitions() {
        receive(1, 7, "a");
        inbox.acknowledge(0);

        inbox.connected(2, true);
        inbox.receive(delivery(2, 8, false, "b"), 0);
        inbox.connected(3, true);

        assertThat(inbox.receive(delivery(3, 7, true, "a"), 0)).isTrue();
    }

    @Test
    void knowsNothingAfterTheBrokerHasForgottenTheSession() {
        receive(1, 7, "a");

        inbox.connected(2, false);
        boolean isNew = inbox.receive(delivery(2, 7, true, "a"), 0);
        inbox.acknowledge(1);

        assertThat(isNew).isTrue();
        assertThat(acknowledged).containsExactly("2:7");
    }

    @Test
    void leavesOutWhatAConnectionThatIsGoneStillBrings() {
        inbox.connected(2, true);

        assertThat(inbox.receive(delivery(1, 7, false, "a"), 0)).isFalse();
        assertThat(inbox.size()).isZero();
    }

    private void receive(int connection, int firstId, String... payloads) {
        for (int i = 0; i < payloads.length; i++) {
            assertThat(inbox.receive(delivery(connection, firstId + i, false, payloads[i]), 0))
                    .isTrue();
        }
    }

    private List<String> payloads(long after, int most) {
        return inbox.after(after, most).stream()
                .map(m -> new String(m.delivery().publish().getPayloadAsBytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private Delivery delivery(int connection, int id, boolean repeated, String payload) {
        Mqtt5Publish publish = Mqtt5Publish.builder()
                .topic("t")
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .build();
        return new Delivery(publish, id, repeated, connection, () -> acknowledged.add(connection + ":" + id));
    }
}
