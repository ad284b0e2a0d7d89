package io.padlock.provisioning;

import io.padlock.testing.contract.CheckedByRestAssured;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Holds what every test asks the server to the contract, without a word in the test. Called by Quarkus, which loads it with
 * the loader of the tests: an extension of JUnit's would know another REST Assured.
 */
public class EveryRequestIsChecked implements QuarkusTestBeforeClassCallback, QuarkusTestBeforeEachCallback {

    @Override
    public void beforeClass(Class<?> test) {
        CheckedByRestAssured.everywhere();
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        CheckedByRestAssured.everywhere();
    }
}
