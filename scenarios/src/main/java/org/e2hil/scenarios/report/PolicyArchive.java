package org.e2hil.scenarios.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apiguardian.api.API;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.sac.PolicyExport;
import org.e2hil.agent.training.ObservationScaling;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;

/** Writes {@code policy.zip}: DL4J's archive of a policy, and what it must be told and answers. */
@API(status = API.Status.INTERNAL)
public final class PolicyArchive {

  /** The entry that says what the numbers mean. */
  public static final String DESCRIPTION = "e2hil.json";

  private PolicyArchive() {}

  /**
   * What the numbers of a policy mean, see scenarios/docs/policy-archive.md.
   *
   * @param format of this description
   * @param scenario that the policy was trained in
   * @param task what it does
   * @param robot with what
   * @param learnerSteps that made it
   * @param observation groups of the observation, in this order
   * @param shift of every number of it
   * @param scale of every number of it: the network sees (number − shift)·scale
   * @param clamp to this size, either sign
   * @param gripper what its three values stand for
   */
  public record Description(
      int format,
      String scenario,
      String task,
      String robot,
      long learnerSteps,
      List<String> observation,
      List<Double> shift,
      List<Double> scale,
      double clamp,
      List<String> gripper) {}

  /**
   * Writes it in the place of the last one.
   *
   * @throws RecordingException if it cannot be written; the last one then still stands
   */
  public static void write(
      Path file, Scenario scenario, Policy policy, ObservationScaling scaling) {
    try {
      RunDirectory.write(file, ByteBuffer.wrap(bytes(scenario, policy, scaling)));
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  private static byte[] bytes(Scenario scenario, Policy policy, ObservationScaling scaling)
      throws IOException {
    ByteArrayOutputStream network = new ByteArrayOutputStream();
    PolicyExport.write(policy, network);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(network.toByteArray()));
        ZipOutputStream out = new ZipOutputStream(archive)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        add(out, entry.getName(), in.readAllBytes());
      }
      String described = JsonRecords.write(description(scenario, policy, scaling));
      add(out, DESCRIPTION, described.getBytes(StandardCharsets.UTF_8));
    }
    return archive.toByteArray();
  }

  private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // the same policy gives the same bytes
    entry.setTime(0);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static Description description(
      Scenario scenario, Policy policy, ObservationScaling scaling) {
    return new Description(
        1,
        scenario.name(),
        scenario.task().type(),
        scenario.robot().type(),
        policy.step(),
        scenario.observation().groups(),
        list(scaling.shift()),
        list(scaling.scale()),
        5,
        List.of("close", "stay", "open"));
  }

  private static List<Double> list(float[] values) {
    List<Double> all = new ArrayList<>();
    for (float value : values) {
      all.add((double) value);
    }
    return all;
  }
}
