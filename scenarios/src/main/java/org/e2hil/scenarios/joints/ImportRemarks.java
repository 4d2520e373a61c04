package org.e2hil.scenarios.joints;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.ForeignFrames;

/** What a person should know of an import, in sentences. */
final class ImportRemarks {

  /** From here on a place that was not followed is worth a word. */
  private static final double AWAY_M = 0.005;

  /** From here on a turn that was not followed is worth a word: about 6°. */
  private static final double TURN_RAD = 0.1;

  /** What a rounded number may be short of. */
  private static final double ROUNDING = 1e-5;

  private final TaskSpec task;
  private final List<String> sentences = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private String firstReason = "there is none";
  private int steps;
  private int slowed;
  private int stopped;
  private int longest;
  private double farthestM;
  private double farthestTurnRad;

  ImportRemarks(TaskSpec task) {
    this.task = task;
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  /** What the columns of the recording decide. */
  void ofColumns(ForeignFrames frames, Collection<String> seen) {
    if (!frames.isJudged()) {
      add("It does not say what succeeded: each episode counts as a success at its last frame.");
    }
    List<String> unseen = new ArrayList<>(frames.pictures());
    unseen.removeAll(seen);
    if (!unseen.isEmpty()) {
      add("Its pictures %s are passed over.".formatted(String.join(", ", unseen)));
    }
  }

  /** An episode was made. */
  void ofEpisode(Episode episode, LeadingHand hand) {
    steps += episode.steps().size();
    slowed += hand.slowed();
    longest = Math.max(longest, episode.steps().size());
    farthestM = Math.max(farthestM, hand.farthestM());
    farthestTurnRad = Math.max(farthestTurnRad, hand.farthestTurnRad());
    stopped +=
        (int) episode.steps().stream().map(RecordedStep::step).filter(this::isStopped).count();
  }

  private boolean isStopped(ControlStep step) {
    for (int axis = 0; axis < 3; axis++) {
      if (Math.abs(step.chosen().value(axis) - step.applied().value(axis)) > ROUNDING) {
        return true;
      }
    }
    return false;
  }

  /** An episode could not be made. */
  void leftOut(int index, String why) {
    firstReason = leftOut.isEmpty() ? why : firstReason;
    leftOut.add("Episode %d is left out: %s.".formatted(index, why));
  }

  /** Why the first that is left out is. */
  String firstReason() {
    return firstReason;
  }

  /** All sentences. */
  List<String> all() {
    List<String> all = new ArrayList<>(sentences);
    all.addAll(leftOut);
    if (slowed > 0) {
      all.add(
          say(
              "%,d of %,d steps go slower than recorded, where the hand was faster than an action"
                  + " of %.0f mm and %.0f%% of the gripper may be.",
              slowed,
              steps,
              1000 * task.actionScale().translationM(),
              100 * task.actionScale().gripperFraction()));
    }
    if (stopped > 0) {
      all.add(
          say(
              "%,d of %,d steps are cut short at the walls of the task's workspace.",
              stopped, steps));
    }
    if (farthestM > AWAY_M) {
      all.add(
          say(
              "The actions lead the tool up to %.0f mm away from where the leader held it.",
              1000 * farthestM));
    }
    if (farthestTurnRad > TURN_RAD) {
      all.add(
          say(
              "The actions turn the tool otherwise than the leader did, by up to %.0f°, where the"
                  + " scenario locks or limits its turns.",
              Math.toDegrees(farthestTurnRad)));
    }
    if (longest > task.horizon()) {
      all.add(
          say(
              "The longest episode has %,d steps, more than the %,d that the scenario gives the"
                  + " policy; see task.horizon.",
              longest, task.horizon()));
    }
    return all;
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
