package org.e2hil.hardware.emulator;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.hardware.a1x.A1xFrames;
import org.e2hil.hardware.a1x.A1xStatus;

/** What goes wrong with an emulated A1X, switched on and off at any time by any thread. */
@API(status = API.Status.EXPERIMENTAL)
public final class A1xFaults extends WireFaults {

  private final int[] status = new int[A1xFrames.MOTORS];
  private int blind = -1;
  private boolean frozen;
  private boolean deaf;
  private boolean haunted;
  private boolean typeless;
  private boolean deserted;
  private boolean hdasDown;
  private boolean talkative;
  private boolean compressing;
  private boolean repeating;
  private int fragmentSize;

  /** None yet. */
  public A1xFaults(RandomGenerator random) {
    super(random);
  }

  /** Makes the arm repeat its last feedback, or tell the truth again. */
  public synchronized void freeze(boolean isFrozen) {
    frozen = isFrozen;
  }

  /** Makes a motor tell no number as its effort, or all of them well again with −1. */
  public synchronized void blind(int motor) {
    blind = motor;
  }

  synchronized boolean isBlind(int motor) {
    return blind == motor;
  }

  /** Makes the arm hold and follow nothing, or listen again. */
  public synchronized void deafen(boolean isDeaf) {
    deaf = isDeaf;
  }

  /**
   * Makes a motor complain of itself.
   *
   * @param motor from 0, the gripper last
   * @param bits as in {@link A1xStatus}; 0 and it is well again
   */
  public synchronized void complain(int motor, int bits) {
    status[motor] = bits;
  }

  /** Lets another program talk to the arm over the same CAN bus, or ends it. */
  public synchronized void haunt(boolean isHaunted) {
    haunted = isHaunted;
  }

  /** Lets rosbridge know the maker's message types no more, as without its setup, or again. */
  public synchronized void hideTypes(boolean isHidden) {
    typeless = isHidden;
  }

  synchronized boolean isTypeless() {
    return typeless;
  }

  /** Ends the ROS nodes that listen to targets, or starts them again. */
  public synchronized void desert(boolean isDeserted) {
    deserted = isDeserted;
  }

  synchronized boolean isDeserted() {
    return deserted;
  }

  /** Ends the maker's HDAS, or starts it later than rosbridge. */
  public synchronized void stopHdas(boolean isDown) {
    hdasDown = isDown;
  }

  synchronized boolean isHdasDown() {
    return hdasDown;
  }

  /**
   * Lets rosbridge tell its clients of its errors, which the usual server does not, or stops it.
   */
  public synchronized void talk(boolean isTalkative) {
    talkative = isTalkative;
  }

  synchronized boolean isTalkative() {
    return talkative;
  }

  /** Lets rosbridge compress what nobody wants compressed, or stops it. */
  public synchronized void compress(boolean isCompressing) {
    compressing = isCompressing;
  }

  synchronized boolean isCompressing() {
    return compressing;
  }

  /** Lets rosbridge tell feedback of half a second ago once more beside the newest, or stops it. */
  public synchronized void repeatOld(boolean isRepeating) {
    repeating = isRepeating;
  }

  synchronized boolean isRepeating() {
    return repeating;
  }

  /** Lets rosbridge send longer texts in pieces of so many characters; 0 and it sends all whole. */
  public synchronized void fragment(int characters) {
    fragmentSize = characters;
  }

  synchronized int fragmentSize() {
    return fragmentSize;
  }

  synchronized boolean isHaunted() {
    return haunted;
  }

  synchronized boolean isFrozen() {
    return frozen;
  }

  synchronized boolean isDeaf() {
    return deaf;
  }

  synchronized int status(int motor) {
    return status[motor];
  }
}
