package org.e2hil.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RendererTest {

  private static final int SIZE = 64;

  @BeforeEach
  void thisMachineCanRender() {
    RenderingSupport support = Renderer.probe();
    assumeThat(support.available()).as(support.description()).isTrue();
  }

  @Test
  void theFirstRowIsTheTop() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer renderer = new Renderer(model, SIZE, SIZE)) {
      byte[] image = image(renderer, simulation, model.camera("front"));

      // the red ball is above the green one; their centres project to these rows
      assertThat(channel(image, 20, SIZE / 2, 0)).isGreaterThan(60);
      assertThat(channel(image, 20, SIZE / 2, 1)).isLessThan(20);
      assertThat(channel(image, 43, SIZE / 2, 1)).isGreaterThan(60);
      assertThat(channel(image, 43, SIZE / 2, 0)).isLessThan(20);
    }
  }

  @Test
  void anImageIsTheSameEveryTime() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer first = new Renderer(model, SIZE, SIZE);
        Renderer second = new Renderer(model, SIZE, SIZE)) {
      byte[] one = image(first, simulation, model.camera("front"));
      byte[] other = image(second, simulation, model.camera("front"));
      byte[] again = image(first, simulation, model.camera("front"));

      assertThat(other).isEqualTo(one);
      assertThat(again).isEqualTo(one);
    }
  }

  @Test
  void sitesAreNotDrawn() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer renderer = new Renderer(model, SIZE, SIZE)) {
      byte[] image = image(renderer, simulation, model.camera("front"));

      int middle = (SIZE / 2 * SIZE + SIZE / 2) * 3;
      assertThat(Arrays.copyOfRange(image, middle, middle + 3)).containsOnly(0);
    }
  }

  @Test
  void aTextureShowsOnceItIsUploaded() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer renderer = new Renderer(model, SIZE, SIZE)) {
      int down = model.camera("down");
      int texture = model.texture("ground");
      byte[] blue = image(renderer, simulation, down);
      byte[] white = new byte[model.parameters().textureShape(texture).size()];
      Arrays.fill(white, (byte) 255);

      model.parameters().writeTexture(texture, white);
      assertThat(image(renderer, simulation, down)).isEqualTo(blue);
      renderer.uploadTexture(texture);
      byte[] painted = image(renderer, simulation, down);

      assertThat(channel(blue, SIZE / 2, SIZE / 2, 0)).isZero();
      assertThat(channel(painted, SIZE / 2, SIZE / 2, 0)).isGreaterThan(40);
    }
  }

  @Test
  void shadowsAndSamplesCanBeHad() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer renderer = new Renderer(model, SIZE, SIZE, RenderQuality.FINE)) {
      byte[] image = image(renderer, simulation, Renderer.FREE_CAMERA);

      assertThat(image).isNotEqualTo(new byte[image.length]);
    }
  }

  @Test
  void anotherThreadIsTurnedAway() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer renderer = new Renderer(model, SIZE, SIZE)) {
      CompletableFuture<Void> elsewhere =
          CompletableFuture.runAsync(() -> image(renderer, simulation, 0));

      assertThatThrownBy(elsewhere::join)
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("on one thread");
    }
  }

  @Test
  void threadsWithRenderersOfTheirOwnDrawTheSame() {
    List<CompletableFuture<byte[]>> images =
        Stream.of(1, 2)
            .map(thread -> CompletableFuture.supplyAsync(RendererTest::imageOfOwnScene))
            .toList();

    assertThat(images.get(0).join()).isEqualTo(images.get(1).join());
  }

  private static byte[] imageOfOwnScene() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Renderer renderer = new Renderer(model, SIZE, SIZE)) {
      return image(renderer, simulation, model.camera("front"));
    }
  }

  @Test
  void wrongUseIsNamed() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BALLS);
        MujocoModel other = MujocoModel.compile(Scenes.BALLS);
        Simulation simulation = new Simulation(model);
        Simulation stranger = new Simulation(other)) {
      Renderer renderer = new Renderer(model, SIZE, SIZE);

      assertThatThrownBy(() -> image(renderer, stranger, 0)).hasMessageContaining("another model");
      assertThatThrownBy(() -> image(renderer, simulation, 2)).hasMessageContaining("no camera 2");
      assertThatThrownBy(() -> renderer.render(simulation, 0, new byte[5]))
          .hasMessageContaining("height * width * 3");
      renderer.close();
      renderer.close();
      assertThatThrownBy(() -> image(renderer, simulation, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  private static byte[] image(Renderer renderer, Simulation simulation, int camera) {
    byte[] image = new byte[SIZE * SIZE * 3];
    renderer.render(simulation, camera, image);
    return image;
  }

  private static int channel(byte[] image, int row, int column, int channel) {
    return image[(row * SIZE + column) * 3 + channel] & 0xff;
  }
}
