/**
 * Scenarios: JSON files, merged and read strictly into records, and written back with nothing left
 * unsaid. The only room that knows Jackson.
 */
package org.e2hil.scenarios.config;
