/**
 * Charts as descriptions, drawn as SVG that takes its colours from the page around it, or as a PNG
 * picture. Knows nothing of runs.
 */
package org.e2hil.scenarios.report.chart;
