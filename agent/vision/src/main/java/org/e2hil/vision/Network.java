package org.e2hil.vision;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * A network in ONNX Runtime that turns a picture into a map. It computes on the thread that calls
 * it, one step of the graph after the other, so that the same picture gives the same map bit for
 * bit in every run on a processor. Its memory outside the heap is freed once nobody holds it. One
 * thread.
 */
final class Network {

  private static final Cleaner CLEANER = Cleaner.create();
  private static final int COLOURS = 3;
  private static final int VALUES = 1 << Byte.SIZE;

  private final String name;
  private final OrtSession session;
  private final FloatBuffer pixels;
  private final Map<String, OnnxTensor> inputs;
  private final boolean colourFirst;
  private final float[][] normalised;
  private final int height;
  private final int width;
  private final MapShape shape;

  /**
   * Opens a network and tries it with a black picture.
   *
   * @param height of the pictures
   * @throws IllegalArgumentException if it cannot take such pictures, or what it gives is no map
   */
  Network(NetworkFile file, Onnx config, int height, int width) {
    this.name = file.name();
    this.height = height;
    this.width = width;
    normalised = normalised(config.perColour(config.mean()), config.perColour(config.scale()));
    pixels =
        ByteBuffer.allocateDirect(height * width * COLOURS * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try {
      OrtEnvironment runtime =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session = open(runtime, file);
      CLEANER.register(this, closing(session));
      if (session.getInputInfo().size() != 1) {
        throw new IllegalArgumentException(
            "%s wants %s, but a picture is all that there is"
                .formatted(name, session.getInputInfo().keySet()));
      }
      String input = session.getInputInfo().keySet().iterator().next();
      colourFirst = colourFirst(session.getInputInfo().get(input).getInfo());
      long[] form =
          colourFirst
              ? new long[] {1, COLOURS, height, width}
              : new long[] {1, height, width, COLOURS};
      OnnxTensor tensor = OnnxTensor.createTensor(runtime, pixels, form);
      CLEANER.register(this, tensor::close);
      inputs = Map.of(input, tensor);
      shape = tried(file.output());
    } catch (OrtException e) {
      throw new IllegalArgumentException("%s cannot be run: %s".formatted(name, firstLine(e)), e);
    }
  }

  private static OrtSession open(OrtEnvironment runtime, NetworkFile file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setDeterministicCompute(true);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return runtime.createSession(file.upToOutput(), options);
    }
  }

  /** Holds nothing but the session, or it would never be freed. */
  private static Runnable closing(OrtSession session) {
    return () -> {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static float[][] normalised(float[] mean, float[] scale) {
    float[][] table = new float[COLOURS][VALUES];
    for (int colour = 0; colour < COLOURS; colour++) {
      for (int value = 0; value < VALUES; value++) {
        table[colour][value] = (value - mean[colour]) * scale[colour];
      }
    }
    return table;
  }

  private boolean colourFirst(Object info) {
    if (info instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.FLOAT
        && tensor.getShape().length == 4) {
      if (fits(tensor.getShape(), 1, COLOURS, height, width) && tensor.getShape()[1] == COLOURS) {
        return true;
      } else if (fits(tensor.getShape(), 1, height, width, COLOURS)
          && tensor.getShape()[3] == COLOURS) {
        return false;
      }
    }
    throw new IllegalArgumentException(
        "%s takes %s, but the pictures are of %d×%d pixels: it must take floats [1, 3, height, width] or [1, height, width, 3], of this size or of any"
            .formatted(name, described(info), height, width));
  }

  private static boolean fits(long[] shape, long... wanted) {
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != wanted[i] && shape[i] >= 0) {
        return false;
      }
    }
    return true;
  }

  private static String described(Object info) {
    return info instanceof TensorInfo tensor
        ? tensor.type + " " + Arrays.toString(tensor.getShape()).replace("-1", "any")
        : String.valueOf(info);
  }

  private MapShape tried(String output) throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      Object info = result.get(0).getInfo();
      if (info instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
        long[] found = tensor.getShape();
        if (found.length == 2 && found[0] == 1) {
          return new MapShape((int) found[1], 1, 1, true);
        } else if (found.length == 4 && found[0] == 1) {
          return MapShape.of(found, colourFirst);
        }
      }
      throw new IllegalArgumentException(
          "the output '%s' of %s is %s, but must be floats of 4 dimensions, or of 2, for one picture"
              .formatted(output, name, described(info)));
    }
  }

  /** What a map has. */
  MapShape shape() {
    return shape;
  }

  /**
   * Shows it a picture.
   *
   * @param rgb {@code [height, width, 3]}
   * @param map {@code [channels, rows, columns]}, which is written into
   * @throws IllegalArgumentException if the picture has another size, or what comes out are no
   *     finite numbers
   */
  void mapInto(byte[] rgb, float[] map) {
    if (rgb.length != height * width * COLOURS) {
      throw new IllegalArgumentException(
          "a picture of %d×%d pixels has %d bytes, but one of %d came"
              .formatted(width, height, height * width * COLOURS, rgb.length));
    }
    int cells = height * width;
    for (int cell = 0; cell < cells; cell++) {
      for (int colour = 0; colour < COLOURS; colour++) {
        int at = cell * COLOURS + colour;
        pixels.put(
            colourFirst ? colour * cells + cell : at,
            normalised[colour][Byte.toUnsignedInt(rgb[at])]);
      }
    }
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer found = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int i = 0; i < map.length; i++) {
        float value = found.get(shape.place(i));
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "%s makes %s of a picture, which is no number to learn from: choose another pictureEncoder.output, or the mean and scale that the network was trained with"
                  .formatted(name, value));
        }
        map[i] = value;
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException("%s cannot be run: %s".formatted(name, firstLine(e)), e);
    } finally {
      // the session must not be closed while it runs
      Reference.reachabilityFence(this);
    }
  }

  private static String firstLine(OrtException e) {
    return e.getMessage().lines().findFirst().orElse("ONNX Runtime does not say why");
  }
}
