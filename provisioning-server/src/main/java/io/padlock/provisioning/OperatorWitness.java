package io.padlock.provisioning;

import java.util.Map;

/**
 * Somebody who keeps a record of what operators do. Called once a request, on whichever thread answers it, before the
 * answer leaves, whether or not anybody still waits for it; must not block, and must not fail. A request without a good token is nobody's action and not told.
 */
public interface OperatorWitness {

    /** Asked before anything is done. @throws Refused when this witness could not record it, and must */
    default void mustBeAbleToRecord() {}

    /**
     * @param action method and address, as the contract writes it: {@code PUT /v1/operator/databases/{uuid}}
     * @param about what the address was filled with, its parameters with {@code query.} before their names, {@code status},
     *     and for a refusal {@code code}; and what the action itself has to say. Never a secret
     */
    void done(Operator who, String action, Map<String, String> about);
}
