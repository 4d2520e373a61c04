package org.e2hil.scenarios.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.system.Variants;
import org.e2hil.agent.task.Task;
import org.e2hil.hardware.workcell.ArmProvider;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.sim.SimulatedProvider;

/**
 * What tells one training from another: its scenario, the files that it begins from, and the code
 * that trains it.
 */
final class TrainingKey {

  private static final int DIGITS = 12;

  private TrainingKey() {}

  /**
   * Twelve hexadecimal digits.
   *
   * @throws RecordingException if a file that counts cannot be read
   */
  static String of(Scenarios scenarios, Scenario scenario) {
    MessageDigest digest = sha256();
    add(digest, scenarios.write(scenario.withoutExpectations()));
    try {
      String demonstrations = scenario.training().demonstrationsFile();
      if (!demonstrations.isEmpty()) {
        Path place = UserFiles.path(demonstrations);
        for (Path file : Files.isDirectory(place) ? filesOf(place) : List.of(place)) {
          add(digest, checksum(file));
        }
      }
      String start = scenario.training().startFrom();
      if (!start.isEmpty()) {
        add(digest, checksum(RunDirectory.find(UserFiles.path(start)).checkpoint()));
      }
      for (Path source : sources(scenarios)) {
        for (String part : parts(source)) {
          add(digest, part);
        }
      }
    } catch (IOException e) {
      throw new RecordingException(
          "cannot tell what a training begins from: " + RecordingException.reason(e), e);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  /** The jars and folders of E2HiL, and of whatever provides robots, tasks and rules. */
  private static SortedSet<Path> sources(Scenarios scenarios) {
    Stream<Class<?>> modules =
        Stream.of(
            Environment.class,
            SacLearner.class,
            SimulatedProvider.class,
            ArmProvider.class,
            Scenarios.class);
    Stream<Class<?>> provided =
        Stream.of(
                scenarios.robots().stream(),
                ServiceLoader.load(Task.class).stream().map(ServiceLoader.Provider::get),
                ServiceLoader.load(Variants.class).stream().map(ServiceLoader.Provider::get))
            .flatMap(providers -> providers)
            .map(Object::getClass);
    return Stream.concat(modules, provided)
        .map(type -> type.getProtectionDomain().getCodeSource())
        .filter(Objects::nonNull)
        .map(TrainingKey::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path path(CodeSource source) {
    return Path.of(URI.create(source.getLocation().toString()));
  }

  /** A line for each file; neither where it lies nor when it was built counts. */
  private static List<String> parts(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      try (Stream<Path> files = Files.walk(source)) {
        List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
        List<String> parts = new ArrayList<>();
        for (Path file : sorted) {
          parts.add(source.relativize(file) + " " + checksum(file));
        }
        return parts;
      }
    }
    try (ZipFile jar = new ZipFile(source.toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(TrainingKey::part)
          .sorted()
          .toList();
    }
  }

  private static String part(ZipEntry entry) {
    return "%s %08x".formatted(entry.getName(), entry.getCrc());
  }

  /** Those of a dataset, in one order on every machine. */
  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String checksum(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return "%08x".formatted(crc.getValue());
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
