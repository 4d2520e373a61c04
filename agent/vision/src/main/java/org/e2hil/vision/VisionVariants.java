package org.e2hil.vision;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.system.Variants;

/** What a scenario may name where this module is there. */
@API(status = API.Status.INTERNAL)
public final class VisionVariants implements Variants {

  @Override
  public List<Class<? extends Record>> records() {
    return List.of(Onnx.class);
  }
}
