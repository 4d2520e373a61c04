/** Experiments: the cells of a grid of scenarios and factors, and the runs of their seeds. */
package org.e2hil.scenarios.grid;
