package org.e2hil.scenarios.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.task.Tasks;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;

/** The robot {@code replay}: the episodes of a dataset happen again, whatever is done. */
@API(status = API.Status.INTERNAL)
public final class ReplayProvider implements EnvironmentProvider {

  /** Its name in a scenario. */
  public static final String ROBOT = "replay";

  /** A replay of any dataset. */
  public ReplayProvider() {}

  @Override
  public String robot() {
    return ROBOT;
  }

  @Override
  public String arm() {
    return "arm of the dataset";
  }

  @Override
  public String arm(Record settings) {
    return open(settings).origin().arm();
  }

  @Override
  public String summary() {
    return "the episodes of a dataset as they were recorded, whatever is done";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return ReplaySettings.class;
  }

  @Override
  public List<String> tasks() {
    return Tasks.all().stream().map(task -> task.spec().name()).toList();
  }

  @Override
  public boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public boolean obeys() {
    return false;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    Dataset dataset = open(request.settings());
    DatasetSpec spec = dataset.spec().orElseThrow();
    Origin origin = dataset.origin();
    if (!origin.task().equals(request.task())) {
      throw new IllegalArgumentException(
          "the dataset %s was recorded for the task %s, not %s"
              .formatted(path(request.settings()), origin.task(), request.task()));
    }
    TaskSpec task = Tasks.find(request.task()).orElseThrow().spec().requested(request);
    if (!origin.actionScale().equals(task.actionScale())) {
      throw new IllegalArgumentException(
          "the dataset %s was recorded with the actionScaling %s, not %s"
              .formatted(path(request.settings()), origin.actionScale(), task.actionScale()));
    }
    return new Workcell(
        new RecordedWorld(dataset, spec, origin, request.groups(), request.horizon()),
        Optional.empty());
  }

  private static Path path(Record settings) {
    String named = ((ReplaySettings) settings).dataset();
    if (named.isBlank()) {
      throw new IllegalArgumentException(
          "robot.dataset must name the dataset to replay, as with --set robot.dataset=DIR");
    }
    return UserFiles.path(named);
  }

  /** One that says what its numbers mean. */
  private static Dataset open(Record settings) {
    Path path = path(settings);
    try {
      Dataset dataset = Dataset.open(path);
      dataset.origin();
      return dataset;
    } catch (DatasetException e) {
      throw new EnvironmentFaultException(e.getMessage(), e);
    }
  }
}
