package org.e2hil.vision.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The constants of a TensorFlow.js graph: float16 or int32, one after the other in one file. */
final class TfjsWeights {

  private static final int EXPONENT_BITS = 10;
  private static final int SIGN = 0x8000;
  private static final int EXPONENT = 0x1F;
  private static final int FRACTION = 0x3FF;
  private static final int BIAS = 15;

  /** A constant; nobody changes it. */
  static final class Tensor {

    private final int[] shape;
    private final float[] values;

    private Tensor(int[] shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    /** Its sizes; none of a single number. */
    int[] shape() {
      return shape;
    }

    /** Its numbers, row-major. */
    float[] values() {
      return values;
    }
  }

  private final Map<String, Tensor> tensors = new HashMap<>();

  /**
   * Reads them.
   *
   * @param manifest of the graph's JSON: names, shapes and types in the order of the bytes
   * @throws IllegalArgumentException if a type is another one, or the bytes do not suffice
   */
  TfjsWeights(JsonNode manifest, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode weight : manifest.path("weights")) {
      String name = weight.path("name").asText();
      int[] shape = new int[weight.path("shape").size()];
      int count = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = weight.path("shape").get(i).asInt();
        count *= shape[i];
      }
      String stored = weight.at("/quantization/dtype").asText(weight.path("dtype").asText());
      int size =
          switch (stored) {
            case "float16" -> Short.BYTES;
            case "int32" -> Integer.BYTES;
            default -> throw new IllegalArgumentException(name + " is of the type " + stored);
          };
      if (in.remaining() < count * size) {
        throw new IllegalArgumentException("the weights break off at " + name);
      }
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = size == Short.BYTES ? fromHalf(in.getShort()) : in.getInt();
      }
      tensors.put(name, new Tensor(shape, values));
    }
  }

  /** The constant of this name. */
  Tensor get(String name) {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there are no weights " + name);
    }
    return found;
  }

  /** IEEE 754 binary16. */
  static float fromHalf(short half) {
    int exponent = half >> EXPONENT_BITS & EXPONENT;
    int fraction = half & FRACTION;
    float size;
    if (exponent == 0) {
      size = Math.scalb((float) fraction, 1 - BIAS - EXPONENT_BITS);
    } else if (exponent == EXPONENT) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      size = Math.scalb((float) (fraction + FRACTION + 1), exponent - BIAS - EXPONENT_BITS);
    }
    return (half & SIGN) == 0 ? size : -size;
  }
}
