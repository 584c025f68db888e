package dev.sluice.connector.kafka;

import dev.sluice.connector.tls.TlsFailure;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with a broker once, by hand: connects, agrees on TLS, and asks for the way of logging in (Kafka's SaslHandshake).
 * Kafka's own client does the same, but tries for as long as it is let, and does not say why.
 */
final class BrokerGreeting {

    /** After which no other broker is tried. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 10_000;

    /** In which one tries to hear why a broker closes the connection. */
    private static final int ATTEMPTS = 3;

    private static final String NO_TLS = "does not speak TLS on this port (see KAFKA_SSL_ENABLED in the connection)";

    private static final short SASL_HANDSHAKE = 17;
    private static final short VERSION = 1;
    private static final int LONGEST_ANSWER = 10_000;
    private static final int TLS_ALERT = 0x15;

    /** Kafka's errors, by their numbers. */
    private static final short UNSUPPORTED_MECHANISM = 33;

    private static final short NO_LOGIN_HERE = 34;

    private final KafkaAccess access;
    private final String host;
    private final int port;
    private final String who;

    private BrokerGreeting(KafkaAccess access, String server) {
        this.access = access;
        int colon = server.lastIndexOf(':');
        host = server.substring(0, colon);
        port = Integer.parseInt(server.substring(colon + 1));
        who = "Kafka at " + server;
    }

    /**
     * Greets the brokers one after the other until one is there, or {@link #PATIENCE} is over.
     *
     * @throws IOException with one sentence, where none is there, or one is and does not take us as we are
     */
    static void exchange(KafkaAccess access) throws IOException {
        Unreachable none = null;
        long begun = System.nanoTime();
        for (String server : access.bootstrapServers().split(",", -1)) {
            if (none != null && System.nanoTime() - begun > PATIENCE.toNanos()) {
                break;
            }
            try {
                new BrokerGreeting(access, server).exchange();
                return;
            } catch (Unreachable e) {
                none = e;
            }
        }
        if (none != null) {
            throw none;
        }
    }

    private void exchange() throws IOException {
        SSLContext tls = access.tls();
        if (tls == null) {
            ask();
        } else {
            askBy(tls);
        }
        if (access.login() instanceof KafkaLogin.Kerberos kerberos) {
            KerberosTicket.check(
                    kerberos,
                    who,
                    new InetSocketAddress(host, port).getAddress().getHostName());
        }
    }

    private void ask() throws IOException {
        try (Socket socket = connect()) {
            Answer answer = ask(socket);
            if (answer != null) {
                judge(answer);
            }
        } catch (SocketTimeoutException e) {
            throw silent(e);
        }
    }

    private void askBy(SSLContext tls) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (Socket socket = connect();
                    SSLSocket secured = secured(tls, socket)) {
                // In TLS 1.3 a broker judges our certificate after the handshake: the first answer tells.
                Answer answer = ask(secured);
                if (answer != null) {
                    judge(answer);
                }
                return;
            } catch (SocketTimeoutException e) {
                throw silent(e);
            } catch (SSLException e) {
                throw new IOException(
                        who + " "
                                + (speaksWithoutTls()
                                        ? NO_TLS
                                        : TlsFailure.reason(e).orElse(String.valueOf(e.getMessage()))),
                        e);
            } catch (SocketException e) {
                // It has closed the connection while we wrote, and what it said before may be lost with it.
                if (attempt == ATTEMPTS) {
                    throw new IOException(
                            who
                                    + (speaksWithoutTls()
                                            ? " " + NO_TLS
                                            : " closed the connection after the TLS handshake,"
                                                    + " as brokers do that miss the client certificate or do not take it"
                                                    + " (see certificateFile and keyFile)"),
                            e);
                }
            }
        }
    }

    private boolean speaksWithoutTls() {
        try (Socket socket = connect()) {
            return ask(socket) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private Unreachable silent(IOException cause) {
        return new Unreachable(who + " did not answer within " + ANSWER_MILLIS / 1_000 + " s", cause);
    }

    private Socket connect() throws Unreachable {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            return socket;
        } catch (UnknownHostException e) {
            throw new Unreachable(who + " cannot be found: the host is not known", e);
        } catch (SocketTimeoutException e) {
            throw new Unreachable(who + " does not answer", e);
        } catch (IOException e) {
            throw new Unreachable(who + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private SSLSocket secured(SSLContext tls, Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true);
        if (access.verifyingHosts()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    /** Asks for our way of logging in, or for one that there is not; gives null where the broker knows no such question. */
    private @Nullable Answer ask(Socket socket) throws IOException {
        KafkaLogin login = access.login();
        byte[] mechanism = (login == null ? "" : login.mechanism()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer question = ByteBuffer.allocate(16 + mechanism.length)
                .putInt(12 + mechanism.length)
                .putShort(SASL_HANDSHAKE)
                .putShort(VERSION)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) mechanism.length)
                .put(mechanism);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(question.array());
            out.flush();
            return read(new DataInputStream(socket.getInputStream()));
        } catch (EOFException e) {
            return null;
        }
    }

    private Answer read(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size >>> 24 == TLS_ALERT) {
            throw new IOException(who + " speaks TLS on this port, and was spoken to without: see caFile, or"
                    + " KAFKA_SSL_ENABLED in the connection");
        }
        if (size < 10 || size > LONGEST_ANSWER) {
            throw new IOException(who + " does not speak Kafka's protocol on this port");
        }
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        ByteBuffer answer = ByteBuffer.wrap(bytes).position(Integer.BYTES);
        return new Answer(answer.getShort(), answer);
    }

    /** @param rest what stands behind the error: the ways that are offered */
    private record Answer(short error, ByteBuffer rest) {}

    private void judge(Answer answer) throws IOException {
        KafkaLogin login = access.login();
        if (answer.error == UNSUPPORTED_MECHANISM) {
            throw new IOException(who + " asks for a login by " + offered(answer.rest)
                    + (login == null
                            ? ", and was given none: see username and passwordFile, or KAFKA_SASL_MECHANISM in the"
                                    + " connection"
                            : ", not by " + login.mechanism()));
        }
        if (answer.error == NO_LOGIN_HERE && login != null) {
            throw new IOException(who + " asks for no login on this port, and was given one by " + login.mechanism());
        }
    }

    private static String offered(ByteBuffer answer) {
        List<String> mechanisms = new ArrayList<>();
        int count = answer.getInt();
        for (int i = 0; i < count; i++) {
            byte[] word = new byte[answer.getShort()];
            answer.get(word);
            mechanisms.add(new String(word, StandardCharsets.UTF_8));
        }
        mechanisms.sort(String::compareTo);
        StringJoiner joined = new StringJoiner(" or ");
        mechanisms.forEach(joined::add);
        return joined.toString();
    }

    /** Nobody is there; another broker may be. */
    private static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
