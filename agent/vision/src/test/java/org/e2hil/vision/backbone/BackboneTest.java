package org.e2hil.vision.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching the default network, with an npm that is a script of a few lines. */
class BackboneTest {

  private static final String OTHERWISE =
      "name an ONNX file of your own with pictureEncoder.file, or see with"
          + " pictureEncoder=colour-keypoints";

  @TempDir private Path folder;

  private AbstractThrowableAssert<?, ?> refusedWith(String script) throws IOException {
    Path npm = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwxr-xr-x"));
    return refused(folder.resolve("cache"), npm.toString());
  }

  private static AbstractThrowableAssert<?, ?> refused(Path cache, String npm) {
    return assertThatThrownBy(() -> new Backbone(cache, npm).file())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMachineWithoutNpmIsToldWhatToDo() {
    refused(folder, folder.resolve("no-npm").toString())
        .hasMessage(
            "the default network is fetched with npm, and there is none here: install it (Debian:"
                + " apt-get install npm), "
                + OTHERWISE);
  }

  @Test
  void aMachineWithoutANetworkIsToldWhatNpmSays() throws IOException {
    refusedWith("echo 'npm ERR! network is unreachable'\necho\nexit 1\n")
        .hasMessage(
            "npm could not fetch @vladmandic/human@3.3.6 (npm ERR! network is unreachable): check"
                + " the network, "
                + OTHERWISE);
  }

  @Test
  void anotherPackageThanTheOneThatWasTestedIsRefused() throws IOException {
    String another =
        "what npm fetched as @vladmandic/human@3.3.6 is not the package that this program was made"
            + " for (its SHA-256 is wrong): try again, "
            + OTHERWISE;
    refusedWith(
            """
            mkdir -p package/models
            echo '{}' > package/models/centernet.json
            echo no > package/models/centernet.bin
            tar czf p.tgz package
            """)
        .hasMessage(another);
    refusedWith("echo no package > p.tgz\n").hasMessage(another);
    refusedWith("exit 0\n").hasMessage(another);
  }

  @Test
  void nothingIsLeftBehindByAnAttempt() throws IOException {
    refusedWith("echo no package > p.tgz\n").isNotNull();

    try (Stream<Path> left = Files.list(folder.resolve("cache").resolve("e2hil"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenToIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));

    refused(file, "npm")
        .hasMessageStartingWith("the default network cannot be kept in " + file + "/e2hil (")
        .hasMessageEndingWith(
            "): set XDG_CACHE_HOME to a folder that can be written to, " + OTHERWISE);
  }

  @Test
  void aDamagedFileInTheCacheCountsAsNone() throws IOException {
    Backbone backbone = new Backbone(folder);
    Files.createDirectories(backbone.path().getParent());
    Files.writeString(backbone.path(), "half of it");

    assertThat(backbone.isThere()).isFalse();
  }
}
