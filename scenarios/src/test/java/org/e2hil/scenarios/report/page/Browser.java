package org.e2hil.scenarios.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window, spoken to in the DevTools protocol: it opens a page at any width and
 * theme, answers questions about it, and tells of every request and error.
 */
final class Browser implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int HEIGHT = 900;
  private static final long PATIENCE_S = 90;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages;
  private final List<JsonNode> events = new ArrayList<>();
  private int lastId;

  private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
    this.process = process;
    this.socket = socket;
    this.messages = messages;
  }

  /** The program, if this machine has one. */
  static Optional<Path> find() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one.
   *
   * @param profile an empty folder for its files
   */
  static Browser start(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // the container that tests run in is the sandbox
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.txt").toFile())
            .start();
    try {
      BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
      HttpClient client = HttpClient.newHttpClient();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(page(client, port(process, profile)), new Inbox(messages))
              .join();
      Browser browser = new Browser(process, socket, messages);
      for (String domain : List.of("Page", "Network", "Log", "Runtime")) {
        browser.call(domain + ".enable", Map.of());
      }
      return browser;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int port(Process process, Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file) && Files.readString(file).contains("\n")) {
        return Integer.parseInt(Files.readAllLines(file).get(0));
      }
      Thread.sleep(50);
    }
    throw new IOException(
        "the browser does not answer: " + Files.readString(profile.resolve("output.txt")));
  }

  private static URI page(HttpClient client, int port) throws IOException, InterruptedException {
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    String answer =
        client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    for (JsonNode target : JSON.readTree(answer)) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("the browser has no page: " + answer);
  }

  /** Opens a document and waits until it is there. */
  void open(URI address, int width, boolean dark) throws IOException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    events.clear();
    call("Page.navigate", Map.of("url", address.toString()));
    while (events("Page.loadEventFired").isEmpty()) {
      events.add(next());
    }
  }

  /** The value of a script's expression in the page. */
  JsonNode ask(String expression) throws IOException, InterruptedException {
    JsonNode answer =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException("the page answers " + answer);
    }
    return answer.path("result").path("value");
  }

  /** What the page has asked for since it was opened, itself included. */
  List<String> requests() {
    return events("Network.requestWillBeSent").stream()
        .map(event -> event.at("/params/request/url").asText())
        .toList();
  }

  /** Errors and warnings since the page was opened. */
  List<String> problems() {
    return Stream.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        .flatMap(method -> events(method).stream())
        .map(JsonNode::toString)
        .toList();
  }

  /** Writes the whole page as a PNG picture. */
  void picture(Path file) throws IOException, InterruptedException {
    JsonNode answer =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  private List<JsonNode> events(String method) {
    return events.stream().filter(e -> e.path("method").asText().equals(method)).toList();
  }

  private JsonNode call(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = ++lastId;
    String text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).join();
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt() != id) {
        events.add(message);
      } else if (message.has("error")) {
        throw new IOException(method + " is answered with " + message.path("error"));
      } else {
        return message.path("result");
      }
    }
  }

  private JsonNode next() throws IOException, InterruptedException {
    JsonNode message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser has said nothing for " + PATIENCE_S + " s");
    }
    return message;
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroy();
    for (ProcessHandle one : all) {
      // its files are deleted next, and nobody may write them any more
      one.onExit().completeOnTimeout(one, 10, TimeUnit.SECONDS).join();
      one.destroyForcibly();
    }
  }

  /** Puts parts of messages together. */
  private static final class Inbox implements WebSocket.Listener {

    private final BlockingQueue<JsonNode> messages;
    private final StringBuilder text = new StringBuilder();

    Inbox(BlockingQueue<JsonNode> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          messages.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
