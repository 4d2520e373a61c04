package org.e2hil.agent.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.ObservationGroup;

/** The groups of an observation in a checkpoint, so that a policy can be used without its world. */
final class ObservationGroups {

  private ObservationGroups() {}

  static void write(DataOutput out, List<ObservationGroup> groups) throws IOException {
    out.writeInt(groups.size());
    for (ObservationGroup group : groups) {
      out.writeUTF(group.name());
      out.writeUTF(group.kind().name());
      out.writeInt(group.shape().size());
      for (int length : group.shape()) {
        out.writeInt(length);
      }
      out.writeInt(group.kinds());
      out.writeBoolean(group.privileged());
    }
  }

  static List<ObservationGroup> read(DataInput in) throws IOException {
    List<ObservationGroup> groups = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      ObservationGroup.Kind kind = ObservationGroup.Kind.valueOf(in.readUTF());
      List<Integer> shape = new ArrayList<>();
      int lengths = in.readInt();
      for (int k = 0; k < lengths; k++) {
        shape.add(in.readInt());
      }
      groups.add(new ObservationGroup(name, kind, shape, in.readInt(), in.readBoolean()));
    }
    return groups;
  }
}
