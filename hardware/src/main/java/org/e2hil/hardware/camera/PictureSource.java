package org.e2hil.hardware.camera;

import java.util.Optional;
import org.apiguardian.api.API;

/** Where pictures come from. One thread at a time. */
@API(status = API.Status.EXPERIMENTAL)
public interface PictureSource extends AutoCloseable {

  /**
   * The next picture.
   *
   * @return empty if none came for a while, which is shorter than a second
   * @throws org.e2hil.agent.env.EnvironmentFaultException if none will come any more
   */
  Optional<Picture> next();

  /** Lets go of the device. Closing twice does nothing. */
  @Override
  void close();
}
