/** Statistical tests of how often a policy succeeds, which know nothing of runs or scenarios. */
package org.e2hil.scenarios.statistics;
