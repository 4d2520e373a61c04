package org.e2hil.agent.reward;

import org.apiguardian.api.API;

/** What a recorded episode tells of one of its moments. */
@API(status = API.Status.INTERNAL)
public enum Label {
  /** The task is done. */
  DONE,
  /** It is not. */
  OPEN,
  /** Nobody can say: shortly before a success. */
  UNKNOWN
}
