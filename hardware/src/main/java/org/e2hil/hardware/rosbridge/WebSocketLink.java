package org.e2hil.hardware.rosbridge;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.link.ShutdownAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Texts over a WebSocket, by the JDK's own client. Any thread. */
@API(status = API.Status.INTERNAL)
public final class WebSocketLink implements MessageLink {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketLink.class);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final long CLOSE_LIMIT_MS = 1000;
  private static final int MOST_WAITING = 1000;
  private static final int LONGEST_TEXT = 1 << 20;

  private final String name;
  private final ShutdownAction lastWords = new ShutdownAction();
  private final Object lock = new Object();
  // guarded by the lock
  private final Map<String, String> outgoing = new LinkedHashMap<>();
  private final Deque<String> incoming = new ArrayDeque<>();
  private boolean sending;
  private long dropped;
  private Optional<String> lost = Optional.empty();
  // set before anybody else sees this object
  private WebSocket socket;

  private WebSocketLink(URI address) {
    name = address.toString();
  }

  /**
   * Connects to a server.
   *
   * @throws EnvironmentFaultException if nobody answers as a WebSocket
   */
  public static WebSocketLink open(URI address) {
    WebSocketLink link = new WebSocketLink(address);
    try {
      link.socket =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .build()
              .newWebSocketBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .buildAsync(address, link.new Ear())
              .get(CONNECT_LIMIT.toSeconds() + 1, TimeUnit.SECONDS);
      return link;
    } catch (ExecutionException | TimeoutException e) {
      throw new EnvironmentFaultException(
          "nobody answers at "
              + address
              + "; start rosbridge there ('ros2 launch rosbridge_server"
              + " rosbridge_websocket_launch.xml', or 'roslaunch rosbridge_server"
              + " rosbridge_websocket.launch' on ROS 1), and check the address and the firewall",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentFaultException("the program was asked to stop while connecting", e);
    }
  }

  private final class Ear implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (text.length() > LONGEST_TEXT) {
        lose("it sends texts without an end");
        from.abort();
      } else if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      lose("it speaks BSON or CBOR, so start it with bson_only_mode:=false");
      from.abort();
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lose("it has closed the connection");
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      lose(String.valueOf(error.getMessage()));
    }
  }

  private void hear(String text) {
    synchronized (lock) {
      if (incoming.size() == MOST_WAITING) {
        incoming.remove();
        dropped++;
      }
      incoming.add(text);
    }
  }

  private void lose(String why) {
    synchronized (lock) {
      lost = lost.or(() -> Optional.of(why));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void send(String subject, String text) {
    synchronized (lock) {
      requireWhole();
      if (outgoing.put(subject, text) != null) {
        dropped++;
      }
      sendNext();
    }
  }

  /** The client takes one text at a time. */
  private void sendNext() {
    synchronized (lock) {
      if (sending || outgoing.isEmpty() || lost.isPresent()) {
        return;
      }
      String subject = outgoing.keySet().iterator().next();
      sending = true;
      socket
          .sendText(outgoing.remove(subject), /* last= */ true)
          .whenComplete(
              (done, error) -> {
                synchronized (lock) {
                  sending = false;
                  lock.notifyAll();
                }
                if (error == null) {
                  sendNext();
                } else {
                  lose(String.valueOf(error.getMessage()));
                }
              });
    }
  }

  @Override
  public Optional<String> receive() {
    synchronized (lock) {
      String next = incoming.poll();
      if (next == null) {
        requireWhole();
      }
      return Optional.ofNullable(next);
    }
  }

  @Override
  public long droppedTexts() {
    synchronized (lock) {
      return dropped;
    }
  }

  private void requireWhole() {
    if (lost.isPresent()) {
      throw new LinkLostException(
          "rosbridge at "
              + name
              + " is gone ("
              + lost.get()
              + "); see that it and the network are up and connect again");
    }
  }

  @Override
  public void beforeShutdown(Runnable action) {
    lastWords.set(action);
  }

  /** Sends what waits, within a second, and says goodbye. */
  @Override
  public void close() {
    lastWords.forget();
    boolean whole = flush();
    lose("it was closed here");
    if (whole) {
      try {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("{} did not say goodbye", name, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    socket.abort();
  }

  private boolean flush() {
    synchronized (lock) {
      try {
        for (int waits = 0;
            waits < 20 && lost.isEmpty() && (sending || !outgoing.isEmpty());
            waits++) {
          lock.wait(CLOSE_LIMIT_MS / 20);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return lost.isEmpty();
    }
  }
}
