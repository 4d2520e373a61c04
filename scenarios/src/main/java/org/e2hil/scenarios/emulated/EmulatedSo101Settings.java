package org.e2hil.scenarios.emulated;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.hardware.so101.So101Settings;
import org.e2hil.sim.randomisation.Randomisation;

/**
 * An emulated SO-101.
 *
 * @param timestepS physics step; must divide the control tick of 10 ms
 * @param randomisation what each episode draws, as for the simulated arm
 * @param tempo how fast its time passes
 * @param loss share of the bus's frames that are lost, both ways
 * @param corruption share of the bus's frames in which a byte is damaged, both ways
 * @param driver as for the real arm, but without a port, an id and a calibration file
 */
@API(status = API.Status.EXPERIMENTAL)
public record EmulatedSo101Settings(
    double timestepS,
    Randomisation randomisation,
    Tempo tempo,
    double loss,
    double corruption,
    So101Settings driver)
    implements EmulatedSettings {

  /** Checks the physics step and the shares, and that nothing is said that has no effect. */
  public EmulatedSo101Settings {
    EmulatedSettings.require(timestepS, loss, corruption);
    So101Settings usual = So101Settings.defaults();
    requireLeftOut("port", driver.port(), usual.port());
    requireLeftOut("id", driver.id(), usual.id());
    requireLeftOut("calibration", driver.calibration(), usual.calibration());
  }

  private static void requireLeftOut(String field, Object value, Object usual) {
    if (!value.equals(usual)) {
      throw new IllegalArgumentException(
          "driver.%s has no effect on an emulated arm, so leave it out, but is %s"
              .formatted(field, value instanceof Optional<?> one ? one.orElseThrow() : value));
    }
  }

  /** A perfect bus, in lock-step. */
  public static EmulatedSo101Settings defaults() {
    return new EmulatedSo101Settings(
        0.005, Randomisation.NONE, Tempo.LOCK_STEP, 0, 0, So101Settings.defaults());
  }
}
