package org.e2hil.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * A number of a frame, which is a curve over the frames of an episode.
 *
 * @param feature the column that it stands in
 * @param group of the column's numbers, such as {@code proprioception}; the column's own name where
 *     its numbers have no groups
 * @param name within the group
 */
@API(status = API.Status.INTERNAL)
public record Signal(String feature, String group, String name) {

  /** The numbers of a column, in their order. */
  static List<Signal> of(DatasetInfo info, String feature) {
    int size = info.size(feature);
    List<String> names = info.names(feature);
    if (names.size() != size) {
      String only = size == 1 ? feature : "";
      return IntStream.range(0, size)
          .mapToObj(i -> new Signal(feature, feature, only.isEmpty() ? "" + i : only))
          .toList();
    }
    boolean grouped = isGrouped(names);
    List<Signal> signals = new ArrayList<>();
    for (String name : names) {
      int dot = name.indexOf('.');
      signals.add(
          grouped
              ? new Signal(feature, name.substring(0, dot), name.substring(dot + 1))
              : new Signal(feature, feature, name));
    }
    return signals;
  }

  /** Joints are called shoulder_pan.pos and so on: a group is what several numbers share. */
  private static boolean isGrouped(List<String> names) {
    Set<String> groups = new HashSet<>();
    for (String name : names) {
      int dot = name.indexOf('.');
      if (dot <= 0 || dot == name.length() - 1) {
        return false;
      }
      groups.add(name.substring(0, dot));
    }
    return groups.size() < names.size();
  }
}
