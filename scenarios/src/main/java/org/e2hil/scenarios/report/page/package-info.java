/** Runs side by side: one page of HTML with every figure, and the figures as pictures. */
package org.e2hil.scenarios.report.page;
