package org.e2hil.hardware.link;

import org.apiguardian.api.API;

/**
 * What has happened on the way to a device and back.
 *
 * @param sent messages, each retry counted
 * @param retries messages sent again because no answer came
 * @param damaged messages that did not add up and were left out
 * @param stray whole messages that nobody had asked for or knows
 */
@API(status = API.Status.EXPERIMENTAL)
public record LinkCounts(long sent, long retries, long damaged, long stray) {}
