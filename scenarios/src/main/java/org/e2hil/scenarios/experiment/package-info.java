/** From a scenario to a run: the parts put together, trained, gone on with and evaluated. */
package org.e2hil.scenarios.experiment;
