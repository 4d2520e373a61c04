package org.e2hil.agent.experience;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.e2hil.agent.random.SeededRandom;

/**
 * RLPD's symmetric sampling: half of every batch from what happened online, half from
 * demonstrations and interventions (Ball et al., 2023). Every online transition goes to the online
 * buffer; interventions also to the offline one. One thread.
 */
public final class MixedReplay implements BatchSource {

  private final ReplayBuffer online;
  private final ReplayBuffer offline;
  private final double offlineShare;
  private final SeededRandom random;

  /**
   * A mix of two buffers.
   *
   * @param offlineShare share of each batch that comes from {@code offline}, while it holds
   *     anything
   */
  public MixedReplay(
      ReplayBuffer online, ReplayBuffer offline, double offlineShare, SeededRandom random) {
    if (!(offlineShare >= 0 && offlineShare <= 1)) {
      throw new IllegalArgumentException("offlineShare must lie in [0, 1], but is " + offlineShare);
    }
    this.online = online;
    this.offline = offline;
    this.offlineShare = offlineShare;
    this.random = random;
  }

  /** Adds a transition to the buffers that it belongs to. */
  public void add(Transition transition) {
    switch (transition.step().source()) {
      case DEMONSTRATION -> offline.add(transition);
      case POLICY -> online.add(transition);
      case INTERVENTION -> {
        online.add(transition);
        offline.add(transition);
      }
    }
  }

  /** Online transitions held. */
  public int onlineSize() {
    return online.size();
  }

  /** Demonstrations and interventions held. */
  public int offlineSize() {
    return offline.size();
  }

  @Override
  public void fill(Batch batch) {
    int fromOnline =
        offline.size() == 0
            ? batch.size()
            : online.size() == 0 ? 0 : batch.size() - (int) Math.round(batch.size() * offlineShare);
    if (fromOnline > 0) {
      online.sample(batch, 0, fromOnline, random);
    }
    if (fromOnline < batch.size()) {
      offline.sample(batch, fromOnline, batch.size(), random);
    }
  }

  /** Writes both buffers and the random state. */
  public void save(DataOutput out) throws IOException {
    online.save(out);
    offline.save(out);
    random.save(out);
  }

  /** Reads what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    online.load(in);
    offline.load(in);
    random.load(in);
  }
}
