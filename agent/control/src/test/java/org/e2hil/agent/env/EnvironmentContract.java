package org.e2hil.agent.env;

import org.apiguardian.api.API;

/**
 * What every world must hold to, whatever it simulates or drives. A test class implements it and
 * says how its world is opened; {@link org.e2hil.agent.contract.ContractTests} runs it over worlds
 * that are only found at run time.
 */
@API(status = API.Status.MAINTAINED)
public interface EnvironmentContract
    extends ObservationContract,
        DeterminismContract,
        EpisodeContract,
        ActionContract,
        TaskContract {}
