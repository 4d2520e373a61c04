/** Statistics of success rates and of experiments, which know nothing of runs or scenarios. */
package org.e2hil.scenarios.statistics;
