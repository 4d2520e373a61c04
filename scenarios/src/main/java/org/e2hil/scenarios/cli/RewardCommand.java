package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.reward.Labelling;
import org.e2hil.agent.reward.RewardClassifier;
import org.e2hil.agent.reward.RewardTraining;
import org.e2hil.agent.reward.SuccessRule;
import org.e2hil.agent.vision.PictureEncoderConfig;
import org.e2hil.dataset.Dataset;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.reward.DatasetRecordings;
import org.e2hil.scenarios.reward.MistakeSheet;
import org.e2hil.scenarios.reward.RewardFile;
import org.e2hil.scenarios.reward.RewardReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifiers that see whether a task is done. */
@Command(
    name = "reward",
    description = "Train a classifier that sees whether a task is done, and check it.",
    subcommands = {RewardCommand.Train.class, RewardCommand.Check.class})
final class RewardCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Learns from the pictures of recorded episodes. */
  @Command(
      name = "train",
      description = "Learn from the pictures of recorded episodes when their task is done.")
  static final class Train implements Runnable {

    /** What of a scenario decides how a classifier sees. */
    private static final List<String> SEEN = List.of("pictureEncoder", "seed");

    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "DATASET",
        description = "Episodes with pictures, as record and dataset export write them.")
    private Path folder;

    @Option(
        names = "--scenario",
        paramLabel = "SCENARIO",
        required = true,
        description = "Whose task it is, and whose pictureEncoder sees; +VARIATION may follow.")
    private String name;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "Where the classifier goes; what is there is replaced.")
    private Path out;

    @Option(names = "--episodes", description = "How many of the first episodes; by default all.")
    private Integer episodes;

    @Option(
        names = "--done",
        paramLabel = "N",
        description =
            "How many control periods at the end of a success are done (default: 3); the 4 before them are not learned from.")
    private Integer done;

    @Option(names = "--seed", description = "Seed of the training, instead of the scenario's own.")
    private Long seed;

    @Option(
        names = "--set",
        paramLabel = "PATH=VALUE",
        description = "Set pictureEncoder or a field of it; may be repeated.")
    private List<String> assignments = List.of();

    @Override
    public void run() {
      if (episodes != null) {
        Counts.requirePositive(spec, "--episodes", episodes);
      }
      if (done != null) {
        Counts.requirePositive(spec, "--done", done);
      }
      List<Assignment> given = Settings.parse(assignments);
      Settings.requireOnly(given, SEEN, "reward train");
      List<Assignment> all = new ArrayList<>(given);
      Settings.add(all, given, "seed", "--seed", seed);
      Scenario scenario = Scenarios.discover().read(name, all);
      DatasetRecordings dataset = DatasetRecordings.open(folder, scenario.task().type());
      Labelling labelling =
          done == null ? Labelling.DEFAULT : new Labelling(done, Labelling.DEFAULT.unknown());
      PictureEncoderConfig encoder = scenario.encoders();
      RewardTraining.Trained trained =
          new RewardTraining(labelling, scenario.seed())
              .train(dataset.first(episodes == null ? Integer.MAX_VALUE : episodes), encoder);
      try (RewardClassifier classifier = trained.classifier()) {
        RewardFile.write(
            out,
            RewardFile.Description.of(
                scenario.task().type(),
                dataset.origin().arm(),
                classifier.sight(),
                encoder,
                labelling,
                scenario.seed(),
                trained.marks()),
            classifier);
      }
      say(dataset.dataset(), trained);
    }

    private void say(Dataset dataset, RewardTraining.Trained trained) {
      PrintWriter print = spec.commandLine().getOut();
      dataset.leftOut().ifPresent(print::println);
      print.printf(
          "%d episodes, %d of them successes: %,d control periods learned as done, %,d as not done; best after %d epochs → %s%n",
          trained.marks().size(),
          trained.successes(),
          trained.done(),
          trained.open(),
          trained.epochs(),
          out);
      if (trained.successes() == trained.marks().size()) {
        print.println(
            "No episode failed, so it knows nothing of failures that look like success; where they happen, record them as well and train again.");
      }
      print.flush();
    }
  }

  /** Says how good a classifier is. */
  @Command(
      name = "check",
      description =
          "Say how often a classifier is wrong about recorded episodes, those left out that it was trained with.")
  static final class Check implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "What reward train wrote.")
    private Path file;

    @Parameters(index = "1", paramLabel = "DATASET", description = "Episodes with pictures.")
    private Path folder;

    @Option(
        names = "--threshold",
        defaultValue = "0.7",
        description = "As judge.threshold in a scenario (${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
        names = "--hold",
        defaultValue = "5",
        description = "As judge.hold in a scenario (${DEFAULT-VALUE}).")
    private int hold;

    @Option(
        names = "--pictures",
        paramLabel = "DIR",
        description = "Write what it saw where it was wrong to mistakes.png in this folder.")
    private Path pictures;

    @Override
    public void run() {
      SuccessRule rule = rule();
      PrintWriter print = spec.commandLine().getOut();
      RewardFile read = RewardFile.read(file);
      try (RewardClassifier classifier = read.classifier()) {
        DatasetRecordings dataset = DatasetRecordings.open(folder, read.description().task());
        MistakeSheet sheet = new MistakeSheet(classifier.sight());
        RewardReport report = RewardReport.of(read, dataset, rule, sheet);
        dataset.dataset().leftOut().ifPresent(print::println);
        report.lines().forEach(print::println);
        if (pictures != null) {
          Optional<Path> written = sheet.write(pictures);
          print.println(
              written.map(Path::toString).orElse("It was never wrong, so there is no picture."));
        }
      }
      print.flush();
    }

    private SuccessRule rule() {
      try {
        return new SuccessRule(threshold, hold);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
      }
    }
  }
}
