package org.e2hil.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.vision.backbone.Backbone;
import org.e2hil.vision.onnx.OnnxModel;

/**
 * An ONNX file as it was read.
 *
 * @param name as the user calls it, or the path of the default network
 * @param model what is in it
 * @param sha256 of its bytes, as 64 hexadecimal digits
 * @param output the tensor that is asked for, one that it has
 */
record NetworkFile(String name, OnnxModel model, String sha256, String output) {

  /** So many names of tensors are listed at most. */
  private static final int MOST_NAMES = 8;

  /**
   * The file that is named.
   *
   * @throws IllegalArgumentException if it cannot be read, is no ONNX file, or has no such output
   */
  static NetworkFile of(Onnx config, UserFiles files) {
    // as the user calls it, of whom a message speaks
    String name = config.file().orElseGet(() -> new Backbone(files.cache()).file().toString());
    byte[] bytes = read(name, files.named(name));
    OnnxModel model;
    try {
      model = OnnxModel.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s %s".formatted(name, e.getMessage()), e);
    }
    Optional<String> asked =
        config
            .output()
            .or(() -> config.file().isEmpty() ? Optional.of(usual(config)) : Optional.empty());
    return new NetworkFile(name, model, sha256(bytes), output(name, model, asked));
  }

  private static byte[] read(String name, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no file %s; name an ONNX file with pictureEncoder.file, or none for the default network"
              .formatted(name),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read (%s); name an ONNX file with pictureEncoder.file"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The tensor of the default network that says most in this form. */
  private static String usual(Onnx config) {
    return config.features() == Onnx.Features.MAP ? Backbone.END : Backbone.OUTPUT;
  }

  private static String output(String name, OnnxModel model, Optional<String> asked) {
    List<String> tensors = model.tensors();
    if (asked.isPresent()) {
      return asked
          .filter(tensors::contains)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s has no output '%s'; the nearest are %s"
                          .formatted(
                              name,
                              asked.get(),
                              NearestNames.of(asked.get(), tensors, MOST_NAMES))));
    }
    List<String> ends = model.outputs();
    if (ends.size() != 1) {
      throw new IllegalArgumentException(
          "%s ends in %d tensors; choose one with pictureEncoder.output: %s"
              .formatted(name, ends.size(), ends.subList(0, Math.min(MOST_NAMES, ends.size()))));
    }
    return ends.get(0);
  }

  /** The network up to the tensor that is asked for. */
  byte[] upToOutput() {
    return model.endingIn(output);
  }
}
