package org.e2hil.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Spark's own cluster on this machine: a master, and workers of one core each. */
final class StandaloneCluster implements AutoCloseable {

  static final Path JAR = Path.of("target", "e2hil-spark.jar").toAbsolutePath();

  private static final String HOST = "127.0.0.1";
  private static final long MOST_MILLIS_TO_BEGIN = 60_000;

  private final Path folder;
  private final int port;
  private final List<Process> all = new ArrayList<>();

  private StandaloneCluster(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static StandaloneCluster start(Path folder, int workers) throws Exception {
    // an installation of Spark as its workers look for it
    Files.createSymbolicLink(folder.resolve("jars"), JAR.resolveSibling("lib"));
    Files.createFile(folder.resolve("RELEASE"));
    StandaloneCluster cluster = new StandaloneCluster(folder, freePort());
    cluster.begin("org.apache.spark.deploy.master.Master", "--port", String.valueOf(cluster.port));
    cluster.awaitMaster();
    for (int i = 0; i < workers; i++) {
      cluster.addWorker();
    }
    return cluster;
  }

  String master() {
    return "spark://" + HOST + ":" + port;
  }

  void addWorker() throws IOException {
    begin(
        "org.apache.spark.deploy.worker.Worker",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve("work").toString(),
        master());
  }

  /** Kills the first worker with what it runs for Spark, as where its machine is gone. */
  void killAWorker() throws InterruptedException {
    Process worker = all.get(1);
    // what trains is left, to see that it ends by itself
    List<ProcessHandle> executors = worker.children().toList();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
    worker.waitFor();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private void begin(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : opened()) {
      command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED"));
    }
    command.addAll(List.of("-Xmx256m", "-cp", folder.resolve("jars") + "/*", program));
    command.addAll(List.of("--host", HOST, "--webui-port", "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("cluster-" + all.size() + ".log").toFile());
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    all.add(builder.start());
  }

  private static List<String> opened() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      return List.of(manifest.getValue("Add-Opens").split(" "));
    }
  }

  private void awaitMaster() throws Exception {
    long end = System.currentTimeMillis() + MOST_MILLIS_TO_BEGIN;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(HOST, port), 500);
        return;
      } catch (IOException notYet) {
        if (System.currentTimeMillis() > end) {
          throw notYet;
        }
        Thread.sleep(200);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : all) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    for (Process process : all) {
      process.waitFor();
    }
  }
}
