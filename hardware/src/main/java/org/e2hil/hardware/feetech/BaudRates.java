package org.e2hil.hardware.feetech;

import java.util.List;
import org.apiguardian.api.API;

/** The speeds of a wire that an STS3215 knows: their places are what {@code BAUD_RATE} holds. */
@API(status = API.Status.INTERNAL)
public final class BaudRates {

  /** Bits a second, by the value of {@link Register#BAUD_RATE}. */
  public static final List<Integer> ALL =
      List.of(1_000_000, 500_000, 250_000, 128_000, 115_200, 57_600, 38_400, 19_200);

  /** That of an arm, with which most servos leave the factory, too; bits a second. */
  public static final int USUAL = ALL.get(0);

  private BaudRates() {}
}
