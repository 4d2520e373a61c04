package org.e2hil.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import sun.misc.Signal;

/**
 * Spark's driver for an experiment, which begins it and talks with it in lines of UTF-8.
 *
 * <table>
 *   <caption>What it is told and what it tells</caption>
 *   <tr><td>{@code start ID DIRECTORY}</td><td>do the run of this directory</td></tr>
 *   <tr><td>{@code stop ID}</td><td>let it end soon</td></tr>
 *   <tr><td>end of input</td><td>let all end soon, and end</td></tr>
 *   <tr><td>{@code slots N}</td><td>the cluster has room for so many runs now, 0 at first</td></tr>
 *   <tr><td>{@code over ID exit CODE}</td><td>the run's process has ended</td></tr>
 *   <tr><td>{@code over ID failed WHY}</td><td>it could not be done</td></tr>
 *   <tr><td>{@code over ID stopped}</td><td>as it was told</td></tr>
 *   <tr><td>{@code note SENTENCE}</td><td>for a person</td></tr>
 * </table>
 */
public final class SparkRuns {

  private static final long POLL_MILLIS = 100;

  /** In place of a line that cannot come in. */
  private static final String END_OF_INPUT = "";

  private final JavaSparkContext spark;
  private final PrintStream answers;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Map<String, JavaFutureAction<List<String>>> jobs = new LinkedHashMap<>();

  private SparkRuns(JavaSparkContext spark, PrintStream answers, List<String> command) {
    this.spark = spark;
    this.answers = answers;
    this.command = command;
    environment =
        System.getenv().entrySet().stream()
            .filter(e -> e.getKey().matches("LC_ALL|(OMP|OPENBLAS|MUJOCO)_.*"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Begins the application.
   *
   * @param args the master, the cores of one run, the most cores of all (0 for all there are), the
   *     name of the experiment, and the command that does a run
   */
  public static void main(String[] args) throws Exception {
    // the experiment gets Ctrl-C too and says what is to be stopped
    Signal.handle(new Signal("INT"), signal -> {});
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    int coresPerRun = Integer.parseInt(args[1]);
    SparkConf conf =
        new SparkConf()
            .setMaster(args[0])
            .setAppName("E2HiL " + args[3])
            .setJars(new String[] {ownJar()})
            .set("spark.task.cpus", args[1])
            // what trains is a process beside it
            .setIfMissing("spark.executor.memory", "512m");
    if (!args[2].equals("0")) {
      conf.set("spark.cores.max", args[2]);
    }
    Cluster cluster = new Cluster(coresPerRun, answers::println);
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      spark.sc().addSparkListener(cluster);
      List<String> command = Arrays.asList(args).subList(4, args.length);
      new SparkRuns(spark, answers, List.copyOf(command)).serve();
    }
  }

  private static String ownJar() throws URISyntaxException {
    return Path.of(SparkRuns.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private void serve() throws InterruptedException {
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    SparkContext context = spark.sc();
    while (!context.isStopped()) {
      String request = requests.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (END_OF_INPUT.equals(request)) {
        return;
      } else if (request != null) {
        obey(request.split(" ", 3));
      }
      tellOfWhatIsOver();
    }
  }

  private static void read(BlockingQueue<String> requests) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        requests.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      requests.add(END_OF_INPUT);
    }
  }

  private void obey(String[] request) {
    String id = request[1];
    if (request[0].equals("start")) {
      Path directory = Path.of(request[2]);
      spark.setJobGroup(id, String.valueOf(directory.getFileName()), true);
      Run run = new Run(command, environment, request[2]);
      jobs.put(id, spark.parallelize(List.of(run), 1).map(Run::call).collectAsync());
    } else if (jobs.containsKey(id)) {
      jobs.get(id).cancel(true);
    }
  }

  private void tellOfWhatIsOver() throws InterruptedException {
    for (String id : List.copyOf(jobs.keySet())) {
      JavaFutureAction<List<String>> job = jobs.get(id);
      if (job.isDone()) {
        jobs.remove(id);
        answers.println("over %s %s".formatted(id, outcome(job)));
      }
    }
  }

  private static String outcome(JavaFutureAction<List<String>> job) throws InterruptedException {
    if (job.isCancelled()) {
      return "stopped";
    }
    try {
      return job.get().get(0);
    } catch (CancellationException e) {
      return "stopped";
    } catch (ExecutionException e) {
      return "failed Spark gave it up: "
          + Cluster.firstLine(String.valueOf(e.getCause().getMessage()));
    }
  }
}
