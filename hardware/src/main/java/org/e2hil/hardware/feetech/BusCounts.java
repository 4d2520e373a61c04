package org.e2hil.hardware.feetech;

/**
 * What a bus has lived through.
 *
 * @param questions asked, each retry counted
 * @param retries questions asked again
 * @param damagedFrames replies that did not add up
 * @param strayFrames whole frames that answered no question
 */
public record BusCounts(long questions, long retries, long damagedFrames, long strayFrames) {}
