package org.e2hil.hardware.emulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An emulated rosbridge that listens on this machine, on threads of its own. */
@API(status = API.Status.EXPERIMENTAL)
public final class RosbridgeServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RosbridgeServer.class);
  private static final long LISTEN_NANOS = 2_000_000;
  private static final long START_LIMIT_S = 20;
  private static final int STOP_LIMIT_MS = 1000;

  private final RosbridgeEmulator emulator;
  private final Clock clock;
  private final Server server;
  private final Thread announcer;
  private volatile boolean stopping;

  private RosbridgeServer(RosbridgeEmulator emulator, int port, Clock clock) {
    this.emulator = emulator;
    this.clock = clock;
    server = new Server(port);
    announcer = new Thread(this::announce, "rosbridge-emulator");
    announcer.setDaemon(true);
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any that is free
   * @throws EnvironmentFaultException if the port is taken
   */
  static RosbridgeServer start(RosbridgeEmulator emulator, int port, Clock clock) {
    RosbridgeServer bridge = new RosbridgeServer(emulator, port, clock);
    bridge.server.start();
    bridge.server.awaitStart(port);
    bridge.announcer.start();
    return bridge;
  }

  /** Where it listens, such as {@code ws://localhost:9090}. */
  public String uri() {
    return "ws://localhost:" + server.getPort();
  }

  private void announce() {
    try {
      while (!stopping && !emulator.faults().isUnplugged()) {
        server.getConnections().forEach(this::tell);
        clock.sleepUntil(clock.nanoTime() + LISTEN_NANOS);
      }
      server.stop(STOP_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(WebSocket client) {
    RosbridgeEmulator.Session session = client.getAttachment();
    try {
      for (Optional<String> text = poll(session); text.isPresent(); text = poll(session)) {
        client.send(text.get());
      }
    } catch (WebsocketNotConnectedException e) {
      LOG.debug("A client is gone", e);
    }
  }

  private Optional<String> poll(RosbridgeEmulator.Session session) {
    return session == null ? Optional.empty() : session.poll(clock.nanoTime());
  }

  /** Ends every connection, as a rosbridge that is stopped does. */
  @Override
  public void close() {
    stopping = true;
    boolean interrupted = false;
    try {
      server.stop(STOP_LIMIT_MS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    announcer.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Server extends WebSocketServer {

    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile Optional<Exception> failure = Optional.empty();

    Server(int port) {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      setReuseAddr(true);
      setTcpNoDelay(true);
      setDaemon(true);
      setConnectionLostTimeout(0);
    }

    void awaitStart(int port) {
      boolean inTime;
      try {
        inTime = settled.await(START_LIMIT_S, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        inTime = false;
      }
      if (!inTime || failure.isPresent()) {
        throw new EnvironmentFaultException(
            "the emulated rosbridge cannot listen on port "
                + port
                + " ("
                + failure.map(Throwable::getMessage).orElse("it took too long")
                + "); end the program that uses it, or choose another one");
      }
    }

    @Override
    public void onStart() {
      settled.countDown();
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {
      client.setAttachment(emulator.connect());
    }

    @Override
    public void onMessage(WebSocket client, String text) {
      RosbridgeEmulator.Session session = client.getAttachment();
      session.accept(text, clock.nanoTime());
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {
      RosbridgeEmulator.Session session = client.getAttachment();
      if (session != null) {
        session.end();
      }
    }

    @Override
    public void onError(WebSocket client, Exception error) {
      LOG.debug("The emulated rosbridge failed", error);
      failure = Optional.of(error);
      settled.countDown();
    }
  }
}
