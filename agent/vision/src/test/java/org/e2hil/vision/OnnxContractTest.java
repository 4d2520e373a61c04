package org.e2hil.vision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureEncoderContract;
import org.junit.jupiter.api.io.TempDir;

class OnnxContractTest implements PictureEncoderContract {

  @TempDir private Path folder;

  @Override
  public PictureEncoder.Factory encoders() {
    try {
      return TinyNetwork.in(folder, TinyNetwork.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
