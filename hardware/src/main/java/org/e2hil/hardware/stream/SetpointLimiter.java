package org.e2hil.hardware.stream;

/**
 * A set-point of one joint that goes to its goal as fast as its limits of speed and acceleration
 * allow, and never so fast that it could not stop there. Any unit of position. One thread.
 */
final class SetpointLimiter {

  private final double maxAcceleration;
  private double maxSpeed;
  private double position;
  private double velocity;

  SetpointLimiter(double maxSpeed, double maxAcceleration) {
    this.maxSpeed = maxSpeed;
    this.maxAcceleration = maxAcceleration;
  }

  /** Limits the speed otherwise from now on. */
  void limitSpeed(double speed) {
    maxSpeed = speed;
  }

  /** Stands at a position at once. */
  void start(double at) {
    position = at;
    velocity = 0;
  }

  /** Stops at once, which is what an emergency is for. */
  void freeze() {
    velocity = 0;
  }

  /** Takes one step of {@code dtS} seconds toward a goal. */
  void step(double goal, double dtS) {
    double left = goal - position;
    double speed = Math.min(maxSpeed, stoppable(Math.abs(left), dtS));
    changeVelocity(Math.copySign(speed, left), dtS);
  }

  /** Slows down for one step, as fast as the limit allows, to stand in the end. */
  void brake(double dtS) {
    changeVelocity(0, dtS);
  }

  private void changeVelocity(double wanted, double dtS) {
    double change = maxAcceleration * dtS;
    velocity += Math.max(-change, Math.min(change, wanted - velocity));
    position += velocity * dtS;
  }

  /**
   * The highest speed from which steps that are each slower by c = a·dt end within a distance. With
   * n steps left, at speeds v, v − c, …, v − (n−1)c, they cover n·v·dt − n(n−1)/2·c·dt.
   */
  private double stoppable(double distance, double dtS) {
    double change = maxAcceleration * dtS;
    double steps = Math.max(1, Math.ceil((Math.sqrt(1 + 8 * distance / (change * dtS)) - 1) / 2));
    return distance / (steps * dtS) + change * (steps - 1) / 2;
  }

  double position() {
    return position;
  }

  double velocity() {
    return velocity;
  }
}
