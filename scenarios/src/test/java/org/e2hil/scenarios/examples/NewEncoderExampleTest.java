package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.e2hil.agent.contract.ContractTests;
import org.e2hil.agent.system.Variants;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureEncoderContract;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.sim.mujoco.Renderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An encoder of another project is named, listed, checked and trained with as ours is. */
class NewEncoderExampleTest {

  @TempDir private Path folder;
  private Example example;
  private AutoCloseable plugin;

  @BeforeEach
  void plugIn() throws Exception {
    example = Example.build("new-encoder", Files.createDirectory(folder.resolve("classes")));
    plugin = example.plugIn();
  }

  @AfterEach
  void unplug() throws Exception {
    plugin.close();
  }

  private String scenario() {
    return example.file("mean-colours.json").toString();
  }

  private record Subject(PictureEncoder.Factory encoders) implements PictureEncoderContract {}

  @TestFactory
  Stream<DynamicTest> keepsTheContractOfAnEncoder() throws ReflectiveOperationException {
    Class<? extends Record> type =
        ServiceLoader.load(Variants.class).stream()
            .flatMap(variants -> variants.get().records().stream())
            .filter(PictureEncoder.Factory.class::isAssignableFrom)
            .filter(record -> record.getSimpleName().equals("MeanColours"))
            .findFirst()
            .orElseThrow();
    PictureEncoder.Factory encoders =
        (PictureEncoder.Factory) type.getMethod("defaults").invoke(null);
    return ContractTests.quick(PictureEncoderContract.class, new Subject(encoders));
  }

  @Test
  void isListedAndCheckedAsOursAre() {
    assertThat(Called.e2hil("list").done().out()).contains("colour-keypoints, onnx, mean-colours");
    Called.e2hil("validate", scenario(), "--set", "pictureEncoder.cells=17")
        .refused("pictureEncoder.cells", "cells must lie in [1, 16], but is 17");
    Called.e2hil("validate", scenario(), "--set", "pictureEncoder=mean-colors")
        .refused("the nearest is 'mean-colours'");
    Called.e2hil("validate", scenario(), "--set", "observation=state")
        .refused("pictureEncoder: would have no effect, since the policy sees no pictures");
  }

  @Test
  void isTrainedWithAndFoundAgainInTheCheckpoint() throws IOException {
    assumeTrue(Renderer.probe().available(), "there is no off-screen graphics here");
    Path run = folder.resolve("run");
    List<String> train = new ArrayList<>(List.of("train", scenario(), "--out", run.toString()));
    for (String setting :
        List.of(
            "training.steps=60",
            "training.warmupSteps=20",
            "training.demonstrations=2",
            "agent.hiddenSize=16",
            "agent.latentSize=16",
            "evaluation.episodes=1",
            "task.horizon=30")) {
      train.addAll(List.of("--set", setting));
    }

    Called.e2hil(train.toArray(String[]::new)).done();

    assertThat(Files.readString(run.resolve("scenario.json")))
        .containsPattern("\"type\": \"mean-colours\",\\s*\"cells\": 8");
    assertThat(TrainedPolicy.load(run)).isNotNull();
    Called.e2hil("evaluate", run.toString(), "--episodes", "1").done();
    Called.e2hil(
            "validate",
            scenario(),
            "--set",
            "pictureEncoder.cells=4",
            "--set",
            "training.startFrom=" + run)
        .refused("was trained with MeanColours[cells=8], but is asked to see with");
  }
}
