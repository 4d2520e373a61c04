package org.e2hil.hardware.a1x;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.e2hil.hardware.rosbridge.MessageLink;
import org.e2hil.hardware.rosbridge.RosMessage;

/** A rosbridge that says what it is told to, and keeps what it hears. */
final class ScriptedMessageLink implements MessageLink {

  final List<RosMessage> sent = new ArrayList<>();
  final Deque<String> coming = new ArrayDeque<>();

  @Override
  public String name() {
    return "a script";
  }

  @Override
  public void send(String subject, String text) {
    sent.add(RosMessage.parse(text).orElseThrow());
  }

  @Override
  public Optional<String> receive() {
    return Optional.ofNullable(coming.poll());
  }

  @Override
  public long droppedTexts() {
    return 0;
  }

  @Override
  public void beforeShutdown(Runnable action) {}

  @Override
  public void close() {}
}
