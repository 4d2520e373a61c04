/**
 * What a world or a driver needs: the contract, the control step, safety, tasks' specifications and
 * interventions.
 */
@SuppressWarnings("requires-automatic") // EJML names no modules of its own
module org.e2hil.control {
  requires static transitive org.apiguardian.api;
  requires ejml.core;
  requires ejml.ddense;

  exports org.e2hil.agent.env;
  exports org.e2hil.agent.intervention;
  exports org.e2hil.agent.random;
  exports org.e2hil.agent.robot;
  exports org.e2hil.agent.system;
  exports org.e2hil.agent.task;

  uses org.e2hil.agent.task.Task;
}
