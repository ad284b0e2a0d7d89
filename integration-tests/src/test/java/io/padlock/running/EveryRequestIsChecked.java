package io.padlock.running;

import io.padlock.testing.contract.CheckedByRestAssured;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Holds what every test asks a server to the contract, without a word in the test. JUnit finds it by itself. */
public class EveryRequestIsChecked implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext test) {
        CheckedByRestAssured.everywhere();
    }
}
