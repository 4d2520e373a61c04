/** What a run leaves behind: tables, TensorBoard events, a summary and plots. */
package org.e2hil.scenarios.report;
