package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.ServiceLoader;
import org.e2hil.agent.env.EnvironmentProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to train: robots with their tasks, and scenarios. */
@Command(name = "list", description = "List robots, tasks and scenarios.")
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<EnvironmentProvider> providers =
        ServiceLoader.load(EnvironmentProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    Table robots = new Table();
    for (EnvironmentProvider provider : providers) {
      robots.row(provider.robot(), provider.summary(), String.join(", ", provider.tasks()));
    }
    out.print("Robots and their tasks\n" + robots);
    out.flush();
  }
}
