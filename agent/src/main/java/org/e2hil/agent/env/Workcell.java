package org.e2hil.agent.env;

import java.util.Optional;

/**
 * An opened world and what comes with it.
 *
 * @param environment the world
 * @param expert its scripted hand, where it has one; a real robot has none
 */
public record Workcell(Environment environment, Optional<Expert> expert) implements AutoCloseable {

  @Override
  public void close() {
    environment.close();
  }
}
