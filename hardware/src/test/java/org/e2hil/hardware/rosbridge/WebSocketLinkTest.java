package org.e2hil.hardware.rosbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.LinkLostException;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketLinkTest {

  private static final long LONG_NANOS = 60_000_000_000L;

  private final Clock clock = Clock.system();
  private final Echo server = new Echo();

  /** A server that sends every text back, or a very long one, or bytes. */
  private static final class Echo extends WebSocketServer {

    private final CountDownLatch started = new CountDownLatch(1);

    Echo() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setDaemon(true);
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {}

    @Override
    public void onMessage(WebSocket client, String text) {
      if (text.equals("bytes")) {
        client.send(new byte[] {1, 2});
      } else {
        client.send(text.equals("long") ? "x".repeat(3_000_000) : text);
      }
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket client, Exception error) {}
  }

  @BeforeEach
  void start() throws InterruptedException {
    server.start();
    assertThat(server.started.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop(1000);
  }

  private WebSocketLink connect() {
    return WebSocketLink.open(URI.create("ws://localhost:" + server.getPort()));
  }

  private Optional<String> await(WebSocketLink link) throws InterruptedException {
    long limit = clock.nanoTime() + LONG_NANOS;
    Optional<String> text = link.receive();
    while (text.isEmpty() && limit - clock.nanoTime() > 0) {
      clock.sleepUntil(clock.nanoTime() + 1_000_000);
      text = link.receive();
    }
    return text;
  }

  @Test
  void aTextThatWaitsGivesWayToTheNextOneOfItsSubjectAndTheLastAlwaysArrives()
      throws InterruptedException {
    List<Integer> received = new ArrayList<>();
    try (WebSocketLink link = connect()) {
      for (int i = 0; i < 300; i++) {
        link.send("set-point", String.valueOf(i));
      }
      link.send("call", "1000");
      while (!received.contains(299) || !received.contains(1000)) {
        received.add(Integer.valueOf(await(link).orElseThrow()));
      }

      assertThat(received).isSorted();
      assertThat(received.size() + link.droppedTexts()).isEqualTo(301);
    }
  }

  @Test
  void aServerThatGoesAwayIsToldInASentence() throws InterruptedException {
    try (WebSocketLink link = connect()) {
      link.send("hello", "hello");
      assertThat(await(link)).contains("hello");
      server.stop(1000);

      assertThatThrownBy(() -> await(link))
          .isInstanceOf(LinkLostException.class)
          .hasMessageStartingWith("rosbridge at ws://localhost:")
          .hasMessageContaining("is gone");
      assertThatThrownBy(() -> link.send("hello", "again")).isInstanceOf(LinkLostException.class);
    }
  }

  @Test
  void aTextWithoutAnEndIsNotCollectedForEver() throws InterruptedException {
    try (WebSocketLink link = connect()) {
      link.send("please", "long");

      assertThatThrownBy(() -> await(link))
          .isInstanceOf(LinkLostException.class)
          .hasMessageContaining("texts without an end");
    }
  }

  @Test
  void aServerThatSpeaksInBytesIsToldInASentence() throws InterruptedException {
    try (WebSocketLink link = connect()) {
      link.send("please", "bytes");

      assertThatThrownBy(() -> await(link))
          .isInstanceOf(LinkLostException.class)
          .hasMessageContaining("bson_only_mode:=false");
    }
  }
}
