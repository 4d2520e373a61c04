package org.e2hil.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;

/** Tells how many runs the cluster has room for, and which workers it has lost. */
final class Cluster extends SparkListener {

  private final int coresPerRun;
  private final Consumer<String> answer;
  private final Map<String, ExecutorInfo> executors = new LinkedHashMap<>();

  Cluster(int coresPerRun, Consumer<String> answer) {
    this.coresPerRun = coresPerRun;
    this.answer = answer;
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    executors.put(added.executorId(), added.executorInfo());
    tellSlots();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    ExecutorInfo lost = executors.remove(removed.executorId());
    if (lost != null) {
      answer.accept(
          "note A worker on %s was lost (%s); its runs are gone on with where there is room."
              .formatted(lost.executorHost(), firstLine(removed.reason())));
      tellSlots();
    }
  }

  private void tellSlots() {
    int slots = executors.values().stream().mapToInt(e -> e.totalCores() / coresPerRun).sum();
    answer.accept("slots " + slots);
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("for no reason that it told").strip();
  }
}
