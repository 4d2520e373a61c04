package org.e2hil.agent.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/** Collects the state of a program as named sections, in any order. One thread. */
@API(status = API.Status.INTERNAL)
public final class StateWriter {

  private final Map<String, byte[]> sections;
  private final String prefix;

  /** Nothing collected yet. */
  public StateWriter() {
    this(new LinkedHashMap<>(), "");
  }

  private StateWriter(Map<String, byte[]> sections, String prefix) {
    this.sections = sections;
    this.prefix = prefix;
  }

  /** Something that has a state. */
  @FunctionalInterface
  public interface Part {
    /** Writes the state. */
    void save(DataOutput out) throws IOException;
  }

  /** The same sections for a part of the program, under names that begin with its own. */
  public StateWriter within(String part) {
    return new StateWriter(sections, prefix + part + ".");
  }

  /**
   * Adds a section.
   *
   * @throws IllegalArgumentException if there is one of this name
   */
  public void section(String name, Part part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    part.save(out);
    out.flush();
    if (sections.putIfAbsent(prefix + name, bytes.toByteArray()) != null) {
      throw new IllegalArgumentException(
          "there are two sections of the name " + prefix + name + " in this state");
    }
  }

  /** Writes all sections, which {@link StateReader} reads. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(sections.size());
    for (Map.Entry<String, byte[]> section : sections.entrySet()) {
      out.writeUTF(section.getKey());
      out.writeInt(section.getValue().length);
      out.write(section.getValue());
    }
  }
}
