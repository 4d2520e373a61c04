package org.e2hil.agent.vision;

import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;

/** Which encoder turns the cameras' pictures into numbers, one for each camera. */
@API(status = API.Status.MAINTAINED)
public sealed interface PictureEncoderConfig extends PictureEncoder.Factory {

  /** Where the colours lie that the demonstrations show, 24 numbers of a picture. */
  record ColourKeypoints() implements PictureEncoderConfig {

    @Override
    public PictureEncoder encoder(ObservationGroup picture) {
      return new org.e2hil.agent.vision.ColourKeypoints(picture);
    }
  }

  /**
   * An encoder of another jar, which lists its record ({@link org.e2hil.agent.system.Variants}). In
   * JSON its {@code type} is the record's own name, {@code MeanColours} as {@code mean-colours}.
   */
  non-sealed interface Custom extends PictureEncoderConfig {}
}
