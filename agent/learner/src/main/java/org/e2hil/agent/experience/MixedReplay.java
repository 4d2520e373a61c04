package org.e2hil.agent.experience;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;

/**
 * RLPD's symmetric sampling: half of every batch from what happened online, half from
 * demonstrations and interventions (Ball et al., 2023). Every online transition goes to the online
 * buffer; interventions also to the offline one. A share of what comes from there may be kept for
 * interventions, which say what to do where the policy failed (Mandlekar et al., 2020,
 * "Human-in-the-Loop Imitation Learning using Remote Teleoperation").
 *
 * <p>A takeover may count as the end of what the policy did before it, as in RLIF (Luo et al.,
 * 2023, "RLIF: Interactive Imitation Learning as Reinforcement Learning"), but worth 0, like any
 * failure, and beside the task's own reward. Without that, a policy that stands still until
 * somebody helps is worth nearly as much as one that does the task, since the help succeeds. A
 * penalty says that the takeover was the policy's fault, whatever comes of it. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class MixedReplay implements BatchSource {

  private final ReplayBuffer online;
  private final ReplayBuffer offline;
  private final ReplayBuffer interventions;
  private final double offlineShare;
  private final double interventionShare;
  private final boolean takeoverIsTerminal;
  private final double interventionPenalty;
  private final SeededRandom random;

  /**
   * A mix of buffers.
   *
   * @param online takes what happened online
   * @param offline takes demonstrations and interventions
   * @param interventions takes interventions alone
   * @param offlineShare share of each batch that comes from {@code offline}, while it holds
   *     anything
   * @param interventionShare share of these rows that comes from {@code interventions} instead,
   *     while it holds anything
   * @param takeoverIsTerminal whether returns of the policy end where a hand took over
   * @param interventionPenalty added to the reward of what the policy did before that
   */
  public MixedReplay(
      ReplayBuffer online,
      ReplayBuffer offline,
      ReplayBuffer interventions,
      double offlineShare,
      double interventionShare,
      boolean takeoverIsTerminal,
      double interventionPenalty,
      SeededRandom random) {
    requireShare("offlineShare", offlineShare);
    requireShare("interventionShare", interventionShare);
    this.online = online;
    this.offline = offline;
    this.interventions = interventions;
    this.interventionShare = interventionShare;
    this.offlineShare = offlineShare;
    this.takeoverIsTerminal = takeoverIsTerminal;
    this.interventionPenalty = interventionPenalty;
    this.random = random;
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must lie in [0, 1], but is " + share);
    }
  }

  /** Adds a transition to the buffers that it belongs to. */
  public void add(Transition transition) {
    switch (transition.step().source()) {
      case DEMONSTRATION -> offline.add(transition);
      case POLICY -> online.add(transition);
      case INTERVENTION -> {
        if (interventionPenalty != 0) {
          online.rewardBefore(transition, interventionPenalty);
        }
        if (takeoverIsTerminal) {
          online.endBefore(transition);
        }
        online.add(transition);
        offline.add(transition);
        interventions.add(transition);
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
    int rest = batch.size() - fromOnline;
    int fromInterventions =
        interventions.size() == 0 ? 0 : (int) Math.round(rest * interventionShare);
    int interventionsFrom = batch.size() - fromInterventions;
    if (fromOnline < interventionsFrom) {
      offline.sample(batch, fromOnline, interventionsFrom, random);
    }
    if (fromInterventions > 0) {
      interventions.sample(batch, interventionsFrom, batch.size(), random);
    }
  }

  /** Writes the buffers and the random state. */
  public void save(DataOutput out) throws IOException {
    online.save(out);
    offline.save(out);
    interventions.save(out);
    random.save(out);
  }

  /** Reads what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    online.load(in);
    offline.load(in);
    interventions.load(in);
    random.load(in);
  }
}
