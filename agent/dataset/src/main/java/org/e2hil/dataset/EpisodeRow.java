package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a dataset says of one episode, as far as it is needed to find it.
 *
 * @param index of the episode, from 0 without gaps
 * @param length frames
 * @param from number of its first frame in the dataset
 * @param to number of the frame after its last
 * @param data file that holds its frames, among others perhaps
 * @param dataCrc of that file; empty where another program wrote it
 * @param file that this row is of
 */
record EpisodeRow(
    long index, long length, long from, long to, Path data, OptionalLong dataCrc, Path file) {}
