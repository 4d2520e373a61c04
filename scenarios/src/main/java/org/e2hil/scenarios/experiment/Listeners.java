package org.e2hil.scenarios.experiment;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.diagnostics.Diagnosis;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
import org.e2hil.agent.training.Pace;
import org.e2hil.agent.training.TrainingListener;

/** Tells several listeners, in the order in which they came. */
final class Listeners implements TrainingListener {

  private final List<TrainingListener> listeners = new ArrayList<>();

  void add(TrainingListener listener) {
    listeners.add(listener);
  }

  @Override
  public void onStep(long envSteps) {
    listeners.forEach(listener -> listener.onStep(envSteps));
  }

  @Override
  public void onDemonstration(int done, int wanted, int steps) {
    listeners.forEach(listener -> listener.onDemonstration(done, wanted, steps));
  }

  @Override
  public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
    listeners.forEach(listener -> listener.onEpisode(episode, steps));
  }

  @Override
  public void onInterval(IntervalRecord interval) {
    listeners.forEach(listener -> listener.onInterval(interval));
  }

  @Override
  public void onDiagnosis(Diagnosis diagnosis) {
    listeners.forEach(listener -> listener.onDiagnosis(diagnosis));
  }

  @Override
  public void onEvaluatedEpisode(EvaluatedEpisode episode) {
    listeners.forEach(listener -> listener.onEvaluatedEpisode(episode));
  }

  @Override
  public void onEvaluation(EvaluationRecord evaluation) {
    listeners.forEach(listener -> listener.onEvaluation(evaluation));
  }

  @Override
  public void onPolicy(Policy policy) {
    listeners.forEach(listener -> listener.onPolicy(policy));
  }

  @Override
  public void onPace(Pace pace) {
    listeners.forEach(listener -> listener.onPace(pace));
  }

  @Override
  public void onCheckpoint(long envSteps) {
    listeners.forEach(listener -> listener.onCheckpoint(envSteps));
  }
}
