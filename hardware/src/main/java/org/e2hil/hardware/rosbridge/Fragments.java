package org.e2hil.hardware.rosbridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Puts messages together again that a rosbridge has sent in pieces, as one with a small message
 * size of its own does. The pieces of one message come in their order; those of several may come in
 * turns if each has an id of its own, which rosbridge gives to answers alone. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class Fragments {

  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_BEGUN = 8;

  private final Map<String, Begun> begun = new LinkedHashMap<>();
  private long lost;

  /** A message of which some pieces have come. */
  private static final class Begun {
    private final StringBuilder text = new StringBuilder();
    private final int pieces;
    private int next;

    Begun(int pieces) {
      this.pieces = pieces;
    }
  }

  /** Takes a piece; the whole message with the last one. */
  public Optional<RosMessage> take(RosMessage piece) {
    String id = piece.id().orElse("");
    int number = piece.integer("num").orElse(-1);
    int pieces = piece.integer("total").orElse(-1);
    String data = piece.text("data").orElse("");
    if (number == 0) {
      begin(id, pieces);
    }
    Begun one = begun.get(id);
    boolean fits =
        one != null
            && number == one.next
            && pieces == one.pieces
            && number < pieces
            && one.text.length() + data.length() <= LONGEST_TEXT;
    if (!fits) {
      // the rest of it is of no use
      begun.remove(id);
      lost++;
      return Optional.empty();
    }
    one.text.append(data);
    one.next++;
    if (one.next < one.pieces) {
      return Optional.empty();
    }
    begun.remove(id);
    Optional<RosMessage> whole = RosMessage.parse(one.text.toString());
    lost += whole.isPresent() ? 0 : 1;
    return whole;
  }

  private void begin(String id, int pieces) {
    if (begun.remove(id) != null) {
      lost++;
    }
    if (begun.size() == MOST_BEGUN) {
      begun.remove(begun.keySet().iterator().next());
      lost++;
    }
    begun.put(id, new Begun(pieces));
  }

  /** Pieces and messages that were of no use, since others of theirs did not come. */
  public long lost() {
    return lost;
  }
}
