package org.e2hil.agent.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.sac.Policy;

/**
 * Where in its pictures a policy looks: how far its mean action moves where a patch of a picture is
 * covered with the picture's mean colour (Zeiler and Fergus 2014, "Visualizing and Understanding
 * Convolutional Networks"). That asks nothing of the encoder. One thread.
 */
final class Saliency {

  private static final int COLOURS = 3;

  private final ObservationEncoder input;
  private final Policy.Actor actor;

  Saliency(ObservationEncoder input, Policy.Actor actor) {
    this.input = input;
    this.actor = actor;
  }

  /** See {@link LearnedPolicy#saliency}. */
  Map<String, float[][]> of(Observation observation) {
    RecordedObservation measured = input.measured(observation);
    float[] action = action(measured);
    Map<String, float[][]> saliency = new LinkedHashMap<>();
    for (ObservationGroup group : input.groups()) {
      if (group.kind() == ObservationGroup.Kind.PICTURE) {
        saliency.put(group.name(), of(measured, saliency.size(), group, action));
      }
    }
    return saliency;
  }

  private float[][] of(
      RecordedObservation measured, int picture, ObservationGroup group, float[] action) {
    int patches = LearnedPolicy.PATCHES;
    float[][] moved = new float[patches][patches];
    byte[] rgb = measured.picture(picture);
    byte[] mean = mean(rgb);
    for (int row = 0; row < patches; row++) {
      for (int column = 0; column < patches; column++) {
        byte[] covered = rgb.clone();
        cover(covered, group.shape().get(0), group.shape().get(1), row, column, mean);
        moved[row][column] = distance(action, action(measured.withPicture(picture, covered)));
      }
    }
    return moved;
  }

  private static void cover(byte[] rgb, int height, int width, int row, int column, byte[] colour) {
    int patches = LearnedPolicy.PATCHES;
    for (int y = row * height / patches; y < (row + 1) * height / patches; y++) {
      for (int x = column * width / patches; x < (column + 1) * width / patches; x++) {
        System.arraycopy(colour, 0, rgb, (y * width + x) * COLOURS, COLOURS);
      }
    }
  }

  private static byte[] mean(byte[] rgb) {
    byte[] mean = new byte[COLOURS];
    for (int colour = 0; colour < COLOURS; colour++) {
      long sum = 0;
      for (int at = colour; at < rgb.length; at += COLOURS) {
        sum += Byte.toUnsignedInt(rgb[at]);
      }
      mean[colour] = (byte) (sum * COLOURS / rgb.length);
    }
    return mean;
  }

  private float[] action(RecordedObservation measured) {
    float[] action = new float[Action.CONTINUOUS];
    actor.mean(input.scaled(measured), action);
    return action;
  }

  private static float distance(float[] one, float[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return (float) Math.sqrt(squares);
  }
}
