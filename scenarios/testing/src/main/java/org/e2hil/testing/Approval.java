package org.e2hil.testing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether what is there now is to be accepted: {@code -De2hil.approve}. */
final class Approval {

  private static final Logger LOG = LoggerFactory.getLogger(Approval.class);

  private static final String PROPERTY = "e2hil.approve";

  /** How to accept, in a message. */
  static final String HOW = "run this test once with -D" + PROPERTY;

  private Approval() {}

  /** Set, and not to {@code false}. */
  static boolean isGiven() {
    String value = System.getProperty(PROPERTY);
    return value != null && !value.equals("false");
  }

  /** Tells what was accepted, and where it is kept. */
  static void tell(String sentence) {
    LOG.warn(sentence);
  }
}
