package org.e2hil.agent.vision;

class ColourKeypointsContractTest implements PictureEncoderContract {

  @Override
  public PictureEncoder.Factory encoders() {
    return new PictureEncoderConfig.ColourKeypoints();
  }
}
