package org.e2hil.agent.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFilesTest {

  private static final UserFiles FILES = UserFiles.of(Map.of("HOME", "/data/me"), "/root");

  @Test
  void aLeadingTildeIsTheHomeThatTheEnvironmentNames() {
    assertThat(FILES.named("~/x/y.json")).isEqualTo(Path.of("/data/me/x/y.json"));
    assertThat(FILES.named("~")).isEqualTo(Path.of("/data/me"));
  }

  @Test
  void everyOtherNameMeansItself() {
    assertThat(FILES.named("runs/a~b")).isEqualTo(Path.of("runs/a~b"));
    assertThat(FILES.named("./~x")).isEqualTo(Path.of("./~x"));
    assertThat(FILES.named("/x/~/y")).isEqualTo(Path.of("/x/~/y"));
  }

  @Test
  void theHomeOfAnotherUserIsNoFolderOfThatName() {
    for (String name : List.of("~bob/x", "~bob")) {
      assertThatThrownBy(() -> FILES.named(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name + " is for a shell")
          .hasMessageContaining("./" + name);
    }
  }

  @Test
  void withoutTheVariableHomeIsWhatTheUserDatabaseSays() {
    assertThat(UserFiles.of(Map.of(), "/home/me").named("~/x")).isEqualTo(Path.of("/home/me/x"));
    assertThat(UserFiles.of(Map.of("HOME", ""), "/home/me").home()).isEqualTo(Path.of("/home/me"));
  }

  @Test
  void aUserWhomNobodyKnowsIsToldToNameFilesInFull() {
    UserFiles nobody = UserFiles.of(Map.of(), "?");

    assertThatThrownBy(() -> nobody.named("~/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOME is not set");
    assertThat(nobody.named("x")).isEqualTo(Path.of("x"));
  }

  @Test
  void foldersOfVariablesMayBeginAtHomeAndTheCacheMustBeAbsolute() {
    UserFiles moved =
        UserFiles.of(
            Map.of("HOME", "/data/me", "HF_HOME", "~/hf", "XDG_CACHE_HOME", "/cache"), "/root");

    assertThat(moved.folder("HF_HOME")).contains(Path.of("/data/me/hf"));
    assertThat(moved.folder("XDG_CONFIG_HOME")).isEmpty();
    assertThat(moved.cache()).isEqualTo(Path.of("/cache"));
    assertThat(FILES.cache()).isEqualTo(Path.of("/data/me/.cache"));
    assertThat(UserFiles.of(Map.of("HOME", "/me", "XDG_CACHE_HOME", "here"), "?").cache())
        .isEqualTo(Path.of("/me/.cache"));
  }
}
