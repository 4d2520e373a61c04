package org.e2hil.hardware.stream;

import org.apiguardian.api.API;
import org.e2hil.hardware.link.LinkCounts;

/**
 * What the streaming thread has lived through.
 *
 * @param cycles set-points computed
 * @param lateCycles begun more than half a period late
 * @param worstLateNanos latest begin of a cycle, ns
 * @param silenceHolds times that the caller fell silent and the arm held
 * @param staleHolds times that a motor fell silent and the arm held
 * @param refusedCommands commands that were out of range
 * @param link what has happened on the way to the motors
 */
@API(status = API.Status.EXPERIMENTAL)
public record StreamCounts(
    long cycles,
    long lateCycles,
    long worstLateNanos,
    long silenceHolds,
    long staleHolds,
    long refusedCommands,
    LinkCounts link) {}
