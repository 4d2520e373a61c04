/**
 * Contract tests as they are run over implementations that are only known once the tests run: every
 * provider that is found and every task that it offers.
 */
package org.e2hil.agent.contract;
