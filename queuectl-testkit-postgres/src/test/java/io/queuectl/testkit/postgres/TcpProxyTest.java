package io.queuectl.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every harm that the proxy can do, done to clients of an echo. */
class TcpProxyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EchoServer echo = new EchoServer();
    private final TcpProxy proxy = TcpProxy.toAnything(echo.socket());

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void itPassesBytesBothWaysAndCountsConnections() throws IOException {
        try (Socket one = connect();
                Socket two = connect()) {
            assertThat(ask(one, "hello")).isEqualTo("hello");
            assertThat(ask(two, "there")).isEqualTo("there");
            assertThat(proxy.open()).isEqualTo(2);
        }
        await().atMost(PATIENCE).until(() -> proxy.open() == 0);
        assertThat(proxy.accepted()).isEqualTo(2);
    }

    @Test
    void aCutResetsEveryConnectionAndLetsNewOnesIn() throws IOException {
        try (Socket one = connect();
                Socket two = connect()) {
            ask(one, "hello");
            ask(two, "there");
            proxy.cutAll();
            assertThatThrownBy(() -> listen(one)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> listen(two)).isInstanceOf(SocketException.class);
        }
        try (Socket next = connect()) {
            assertThat(ask(next, "again")).isEqualTo("again");
        }
    }

    @Test
    void whatIsCutUnsentNeverArrives() throws Exception {
        Cut cut = cutAtCommit(Cut.Point.UNSENT);

        assertThat(cut.await(PATIENCE)).isTrue();
        assertThat(echo.heard().poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void whatIsCutSentArrives() throws Exception {
        Cut cut = cutAtCommit(Cut.Point.SENT);

        assertThat(cut.await(PATIENCE)).isTrue();
        assertThat(echo.heard().poll(10, TimeUnit.SECONDS)).isEqualTo("COMMIT");
    }

    @Test
    void whatIsCutAnsweredWasAnswered() throws Exception {
        Cut cut = cutAtCommit(Cut.Point.ANSWERED);

        assertThat(cut.await(PATIENCE)).isTrue();
        assertThat(echo.heard().poll()).isEqualTo("COMMIT");
    }

    private Cut cutAtCommit(Cut.Point point) throws Exception {
        try (Socket other = connect();
                Socket client = connect()) {
            Cut cut = proxy.cutAt("COMMIT"::equals, point);
            ask(other, "hello");
            ask(client, "BEGIN");
            assertThat(echo.heard().poll()).isEqualTo("hello");
            assertThat(echo.heard().poll()).isEqualTo("BEGIN");
            assertThat(cut.isDone()).isFalse();
            assertThatThrownBy(() -> ask(client, "COMMIT")).isInstanceOf(SocketException.class);
            assertThat(ask(other, "still here")).isEqualTo("still here");
            echo.heard().remove("still here");
            return cut;
        }
    }

    @Test
    void aCutLetsAsManyPassAsItWasToldAndCutsOnce() throws IOException {
        proxy.cutAt("COMMIT"::equals, Cut.Point.UNSENT, 2);
        try (Socket client = connect()) {
            assertThat(ask(client, "COMMIT")).isEqualTo("COMMIT");
            assertThat(ask(client, "COMMIT")).isEqualTo("COMMIT");
            assertThatThrownBy(() -> ask(client, "COMMIT")).isInstanceOf(SocketException.class);
        }
        try (Socket client = connect()) {
            assertThat(ask(client, "COMMIT")).isEqualTo("COMMIT");
        }
    }

    @Test
    void whatIsHeldBackArrivesLate() throws IOException {
        try (Socket client = connect()) {
            ask(client, "hello");
            proxy.freeze();
            client.setSoTimeout(200);
            assertThatThrownBy(() -> ask(client, "late")).isInstanceOf(SocketTimeoutException.class);
            assertThat(echo.heard()).containsExactly("hello");
            proxy.thaw();
            client.setSoTimeout(10_000);
            assertThat(listen(client)).isEqualTo("late");
        }
    }

    @Test
    void whatIsHeldBackIsLostByACut() throws Exception {
        try (Socket client = connect()) {
            ask(client, "hello");
            proxy.freeze();
            client.getOutputStream().write("lost".getBytes(StandardCharsets.UTF_8));
            proxy.cutAll();
            proxy.thaw();
            assertThat(echo.heard().poll()).isEqualTo("hello");
            assertThat(echo.heard().poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void thoseWhomItAbandonsGetNoAnswerAndOthersDo() throws IOException {
        try (Socket client = connect()) {
            ask(client, "hello");
            proxy.abandon();
            client.setSoTimeout(200);
            assertThatThrownBy(() -> ask(client, "anybody?")).isInstanceOf(SocketTimeoutException.class);
            try (Socket next = connect()) {
                assertThat(ask(next, "me")).isEqualTo("me");
            }
            proxy.thaw();
            assertThatThrownBy(() -> listen(client)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void itRefusesAndAdmits() throws IOException {
        try (Socket staying = connect()) {
            ask(staying, "hello");
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(ask(staying, "still here")).isEqualTo("still here");
            proxy.admit();
            try (Socket next = connect()) {
                assertThat(ask(next, "back")).isEqualTo("back");
            }
        }
    }

    @Test
    void itLeadsToAnotherServerWhenTold() throws IOException {
        try (EchoServer other = new EchoServer()) {
            proxy.redirect(other.socket());
            try (Socket client = connect()) {
                ask(client, "hello");
            }
            assertThat(other.heard()).containsExactly("hello");
            assertThat(echo.heard()).isEmpty();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxy.socket().getAddress(), proxy.socket().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return listen(socket);
    }

    private static String listen(Socket socket) throws IOException {
        byte[] buffer = new byte[1000];
        int count = socket.getInputStream().read(buffer);
        return count < 0 ? "the end" : new String(buffer, 0, count, StandardCharsets.UTF_8);
    }
}
