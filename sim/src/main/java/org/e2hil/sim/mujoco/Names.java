package org.e2hil.sim.mujoco;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.javacpp.BytePointer;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjModel;

/** All names of a model, read once: they never change and a native look-up is slow. */
final class Names {

  private static final int NEAR_NAMES = 3;

  private final Map<ObjectKind, List<Optional<String>>> names = new EnumMap<>(ObjectKind.class);
  private final Map<ObjectKind, Map<String, Integer>> ids = new EnumMap<>(ObjectKind.class);

  Names(mjModel model) {
    for (ObjectKind kind : ObjectKind.values()) {
      List<Optional<String>> list = new ArrayList<>();
      Map<String, Integer> index = new HashMap<>();
      for (int id = 0; id < count(model, kind); id++) {
        try (BytePointer name = Mj.mj_id2name(model, kind.code(), id)) {
          list.add(name == null ? Optional.empty() : Optional.of(name.getString()));
        }
        int at = id;
        list.get(id).ifPresent(name -> index.put(name, at));
      }
      names.put(kind, List.copyOf(list));
      ids.put(kind, Map.copyOf(index));
    }
  }

  int count(ObjectKind kind) {
    return names.get(kind).size();
  }

  /** Many things have no name. */
  Optional<String> name(ObjectKind kind, int id) {
    return names.get(kind).get(id);
  }

  OptionalInt find(ObjectKind kind, String name) {
    Integer id = ids.get(kind).get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  int id(ObjectKind kind, String name) {
    return find(kind, name).orElseThrow(() -> unknown(kind, name));
  }

  private UnknownNameException unknown(ObjectKind kind, String name) {
    List<String> near =
        ids.get(kind).keySet().stream()
            .sorted(
                Comparator.comparingInt((String known) -> editDistance(known, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(NEAR_NAMES)
            .map(known -> "'" + known + "'")
            .toList();
    return new UnknownNameException(
        "The model has no "
            + kind.label()
            + " named '"
            + name
            + "': "
            + (near.isEmpty()
                ? "none of its kind has a name."
                : "the nearest names are " + String.join(", ", near) + "."));
  }

  /** Levenshtein's distance. */
  static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      int[] last = previous;
      previous = row;
      row = last;
    }
    return previous[b.length()];
  }

  private static long count(mjModel model, ObjectKind kind) {
    return switch (kind) {
      case BODY -> model.nbody();
      case JOINT -> model.njnt();
      case GEOM -> model.ngeom();
      case SITE -> model.nsite();
      case CAMERA -> model.ncam();
      case LIGHT -> model.nlight();
      case FLEX -> model.nflex();
      case TEXTURE -> model.ntex();
      case MATERIAL -> model.nmat();
      case EQUALITY -> model.neq();
      case TENDON -> model.ntendon();
      case ACTUATOR -> model.nactuator();
      case SENSOR -> model.nsensor();
      case KEYFRAME -> model.nkey();
    };
  }
}
