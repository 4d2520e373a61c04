package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.jog.Jog;
import org.e2hil.hardware.teleop.TeleoperationConfig;
import org.e2hil.hardware.terminal.Dialogue;
import org.e2hil.hardware.workcell.ArmProvider;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Blocks;
import org.e2hil.scenarios.config.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a person lead an arm without a run, and says where it can work. */
@Command(
    name = "jog",
    description = "Lead an arm by hand without a run; prints the ranges as a robot.taskSetup.")
final class JogCommand implements Callable<Integer> {

  private static final String DEVICE = "teleoperation.";

  @Spec private CommandSpec spec;

  @Option(names = "--robot", description = "Which robot (so101); its emulated twin needs no arm.")
  private String robot = "so101";

  @Option(
      names = "--with",
      paramLabel = "DEVICE",
      description = "What the person leads it with: keyboard (the default), gamepad, leader, …")
  private String device = "keyboard";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set a field of the robot's block, such as driver.port=/dev/ttyACM1, or of the device,"
              + " such as teleoperation.port=/dev/ttyACM0; may be repeated.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() {
    Blocks blocks = Scenarios.discover().blocks();
    List<Assignment> all = Settings.parse(assignments);
    Record settings =
        blocks.robot(robot, all.stream().filter(one -> !one.path().startsWith(DEVICE)).toList());
    TeleoperationConfig hand =
        blocks.teleoperation(
            device,
            all.stream()
                .filter(one -> one.path().startsWith(DEVICE))
                .map(one -> new Assignment(one.path().substring(DEVICE.length()), one.value()))
                .toList());
    Optional<TaskSetup> place = lead(arm(), settings, hand);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        place
            .map(one -> "For the robot's block of a scenario:\n" + blocks.write(one))
            .orElse("Given up; nothing is printed."));
    out.flush();
    return place.isPresent() ? 0 : 1;
  }

  private ArmProvider arm() {
    List<ArmProvider> arms =
        ServiceLoader.load(ArmProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    return arms.stream()
        .filter(one -> one.robot().equals(robot))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no driver, so it cannot be led without a run; these can: %s"
                        .formatted(
                            robot,
                            String.join(", ", arms.stream().map(ArmProvider::robot).toList()))));
  }

  private Optional<TaskSetup> lead(
      ArmProvider provider, Record settings, TeleoperationConfig hand) {
    try (Interrupt interrupt = Interrupt.listen(spec.commandLine().getErr());
        Dialogue person = Dialogue.ofThisProgram(interrupt::requested);
        RearmableRobot arm = provider.connect(settings, person::confirmed)) {
      return Jog.lead(arm, provider.controller(), hand, person);
    }
  }
}
