package org.e2hil.agent.diagnostics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.sac.ActorObserver;
import org.e2hil.agent.sac.ActorUpdateReport;

/** Measures actor updates when they are due, and tells a listener. */
@API(status = API.Status.INTERNAL)
public final class ActorDiagnostics implements ActorObserver {

  private final DiagnosticsConfig config;
  private final ToolPoint tool;
  private final LongSupplier envSteps;
  private final SmoothedInfluence influence = new SmoothedInfluence();
  private final Consumer<Diagnosis> listener;

  /**
   * Measures for a listener, on the learner's thread.
   *
   * @param envSteps asked for the control periods so far at every measurement
   */
  public ActorDiagnostics(
      DiagnosticsConfig config,
      ToolPoint tool,
      LongSupplier envSteps,
      Consumer<Diagnosis> listener) {
    this.config = config;
    this.tool = tool;
    this.envSteps = envSteps;
    this.listener = listener;
  }

  @Override
  public boolean wants(long step) {
    return due(step, config.entropyEverySteps())
        || due(step, config.selectionEverySteps())
        || due(step, config.influenceEverySteps());
  }

  @Override
  public void selected(ActorUpdateReport update) {
    if (config.entropyEverySteps() > 0) {
      influence.add(update);
    }
  }

  @Override
  public void updated(ActorUpdateReport update) {
    long now = envSteps.getAsLong();
    if (due(update.step(), config.entropyEverySteps())) {
      if (!influence.isSmoothed()) {
        influence.set(update);
      }
      listener.accept(EntropyChange.of(now, update, influence));
      listener.accept(GripperEntropy.of(now, update));
    }
    if (due(update.step(), config.selectionEverySteps())) {
      measureSelection(now, update);
    }
    if (due(update.step(), config.influenceEverySteps())) {
      listener.accept(InfluenceMap.of(now, update, tool));
    }
  }

  private void measureSelection(long now, ActorUpdateReport update) {
    SampleGradients psi = SampleGradients.of(update);
    SelectionEffect effect = SelectionEffect.of(now, update, psi);
    listener.accept(effect);
    listener.accept(IncrementVariance.of(now, update, psi, effect.gradient()));
    InfluenceTable.of(now, update).forEach(listener);
  }

  /** Writes what the next measurement depends on. */
  public void save(DataOutput out) throws IOException {
    influence.save(out);
  }

  /** Goes on where the one that wrote {@code in} stopped. */
  public void load(DataInput in) throws IOException {
    influence.load(in);
  }

  private static boolean due(long step, int every) {
    return every > 0 && step % every == 0;
  }
}
