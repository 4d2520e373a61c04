package org.e2hil.scenarios.config;

import org.apiguardian.api.API;

/**
 * One thing that is wrong with a scenario.
 *
 * @param path where, such as {@code agent.discount}; empty for the file as a whole
 * @param given what stands there; empty where nothing does
 * @param sentence what is wrong and what is allowed
 */
@API(status = API.Status.MAINTAINED)
public record Problem(String path, String given, String sentence) {

  /** One line for a person: the place, what stands there, and what is wrong with it. */
  @Override
  public String toString() {
    String place = given.isEmpty() ? path : path + " = " + given;
    return place.isEmpty() ? sentence : place + ": " + sentence;
  }
}
