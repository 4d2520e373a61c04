package com.example.encoder;

import java.util.List;
import org.e2hil.agent.system.Variants;

/** What a scenario may name once this jar is there. */
public final class MyVariants implements Variants {

  @Override
  public List<Class<? extends Record>> records() {
    return List.of(MeanColours.class);
  }
}
