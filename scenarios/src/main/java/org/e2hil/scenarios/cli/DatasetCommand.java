package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetCheck;
import org.e2hil.dataset.DatasetCompaction;
import org.e2hil.dataset.DatasetMerge;
import org.e2hil.dataset.DatasetRepair;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RunExport;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.page.DatasetPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Episodes as LeRobot datasets. */
@Command(
    name = "dataset",
    description =
        "Export a run's episodes as a LeRobot dataset, import those of an arm; look at datasets,"
            + " mend and join them.",
    subcommands = {
      DatasetCommand.Export.class,
      DatasetImportCommand.class,
      DatasetCommand.Info.class,
      DatasetCommand.View.class,
      DatasetCommand.Check.class,
      DatasetCommand.Repair.class,
      DatasetCommand.Merge.class,
      DatasetCommand.Compact.class
    })
final class DatasetCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Writes what a run recorded as a dataset of LeRobot. */
  @Command(name = "export", description = "Write a run's episodes as a LeRobot dataset (v3.0).")
  static final class Export implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run directory.")
    private Path run;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "Where the dataset goes: a folder that is not there yet, or is empty.")
    private Path out;

    @Option(
        names = "--what",
        defaultValue = "demonstrations",
        description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private RunExport.What what;

    @Option(
        names = "--fps",
        paramLabel = "N",
        description = "Control periods a second; by default those of the run's task.")
    private Integer fps;

    @Option(
        names = "--pictures",
        defaultValue = "av1",
        description =
            "Keep pictures as films, or one by one in all their bits: one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private PictureSpec.Format pictures;

    @Override
    public void run() {
      if (fps != null) {
        Counts.requirePositive(spec, "--fps", fps);
      }
      RunExport export =
          new RunExport(
              Scenarios.discover(),
              RunDirectory.find(run),
              fps == null ? OptionalInt.empty() : OptionalInt.of(fps),
              pictures);
      RunExport.Written written = export.write(what, out);
      PrintWriter print = spec.commandLine().getOut();
      print.printf("%,d episodes → %s%n", written.episodes(), out);
      if (written.empty() > 0) {
        print.printf(
            "  %,d more broke before their first step, and are left out%n", written.empty());
      }
      print.flush();
    }
  }

  /** Says what a dataset holds. */
  @Command(name = "info", description = "Say what a dataset holds.")
  static final class Info implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A LeRobot dataset (v3 or v2.1).")
    private Path folder;

    @Override
    public void run() {
      Dataset dataset = Dataset.open(folder);
      PrintWriter print = spec.commandLine().getOut();
      print.print(
          new Table()
              .row("episodes", "%,d".formatted(dataset.episodes()))
              .row("frames", "%,d, %d a second".formatted(dataset.frames(), dataset.fps()))
              .row("robot", dataset.robotType())
              .row("recorded by", dataset.spec().isPresent() ? "E2HiL" : "another program")
              .row("columns", String.join(", ", dataset.features())));
      dataset.leftOut().ifPresent(sentence -> print.printf("  %s%n", sentence));
      print.flush();
    }
  }

  /** Shows the episodes of a dataset. */
  @Command(
      name = "view",
      description =
          "Write one page of HTML that shows the episodes of a dataset and needs no network.")
  static final class View implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A LeRobot dataset (v3 or v2.1).")
    private Path folder;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where the page goes; by default view.html in the dataset's folder.")
    private Path out;

    @Override
    public void run() {
      DatasetPage written =
          DatasetPage.write(folder, out == null ? folder.resolve(DatasetPage.FILE) : out);
      PrintWriter print = spec.commandLine().getOut();
      written.remarks().forEach(sentence -> print.println("  " + sentence));
      print.printf("%,d episodes → %s%n", written.episodes(), written.page());
      print.flush();
    }
  }

  /** Judges a dataset by LeRobot's rules. */
  @Command(
      name = "check",
      description = "Check a dataset against what LeRobot's readers expect, films too.")
  static final class Check implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A LeRobot dataset (v3 or v2.1).")
    private Path folder;

    @Override
    public Integer call() {
      List<String> found = DatasetCheck.of(folder);
      PrintWriter print = spec.commandLine().getOut();
      found.forEach(print::println);
      if (found.isEmpty()) {
        print.printf("Every rule holds in %s.%n", folder);
      }
      print.flush();
      return found.isEmpty() ? 0 : 1;
    }
  }

  /** Brings a dataset to its whole episodes. */
  @Command(
      name = "repair",
      description =
          "Keep the whole episodes of a dataset, and move what follows to left-out in it.")
  static final class Repair implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A dataset of E2HiL.")
    private Path folder;

    @Override
    public void run() {
      PrintWriter print = spec.commandLine().getOut();
      DatasetRepair.of(folder).forEach(print::println);
      print.flush();
    }
  }

  /** Writes the episodes of several datasets into a new one. */
  @Command(
      name = "merge",
      description = "Write the episodes of datasets that are alike into a new one, in their order.")
  static final class Merge implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Datasets of E2HiL.")
    private List<Path> folders;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "Where the dataset goes: a folder that is not there yet, or is empty.")
    private Path out;

    @Override
    public void run() {
      DatasetMerge.Written written = DatasetMerge.of(folders, out);
      PrintWriter print = spec.commandLine().getOut();
      print.printf("%,d episodes → %s%n", written.episodes(), out);
      written.leftOut().forEach(sentence -> print.printf("  %s%n", sentence));
      print.flush();
    }
  }

  /** Writes the episodes of a dataset into few files. */
  @Command(
      name = "compact",
      description = "Write the episodes of a dataset into few files; nothing is added to those.")
  static final class Compact implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A dataset of E2HiL.")
    private Path folder;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "Where the dataset goes: a folder that is not there yet, or is empty.")
    private Path out;

    @Override
    public void run() {
      DatasetCompaction.Written written = DatasetCompaction.of(folder, out);
      PrintWriter print = spec.commandLine().getOut();
      print.printf(
          "%,d episodes in %,d data files → %s%n", written.episodes(), written.files(), out);
      written.leftOut().ifPresent(sentence -> print.printf("  %s%n", sentence));
      print.flush();
    }
  }
}
