/**
 * The few blocks that the learner is built of: off-heap memory that ND4J's BLAS and the vector
 * kernels share, a normalised layer, a linear head, a squashed Gaussian, Adam.
 */
package org.e2hil.agent.network;
