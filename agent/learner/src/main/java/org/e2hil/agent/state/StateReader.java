package org.e2hil.agent.state;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/** Reads the sections that a {@link StateWriter} wrote, in any order. One thread. */
@API(status = API.Status.INTERNAL)
public final class StateReader {

  private final Map<String, byte[]> sections;
  private final String prefix;

  private StateReader(Map<String, byte[]> sections, String prefix) {
    this.sections = sections;
    this.prefix = prefix;
  }

  /** Something that has a state. */
  @FunctionalInterface
  public interface Part {
    /** Takes over the state. */
    void load(DataInput in) throws IOException;
  }

  /** Reads all sections. */
  public static StateReader of(DataInput in) throws IOException {
    Map<String, byte[]> sections = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      sections.put(name, bytes);
    }
    return new StateReader(sections, "");
  }

  /** The sections of a part of the program, see {@link StateWriter#within}. */
  public StateReader within(String part) {
    return new StateReader(sections, prefix + part + ".");
  }

  /**
   * Hands a section to what it belongs to.
   *
   * @throws IOException if there is no such section, or not all of it was read
   */
  public void section(String name, Part part) throws IOException {
    byte[] bytes = sections.get(prefix + name);
    if (bytes == null) {
      throw new IOException("it has no section " + prefix + name);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    part.load(in);
    if (in.available() > 0) {
      throw new IOException(
          "its section %s%s holds %d bytes more than this version reads"
              .formatted(prefix, name, in.available()));
    }
  }
}
