/**
 * Tests that a change did not break a world or what is learned in it: a sequential test of a
 * success rate, AssertJ assertions on policies, runs and trajectories, and a JUnit 5 extension that
 * opens worlds and trains scenarios.
 */
package org.e2hil.testing;
