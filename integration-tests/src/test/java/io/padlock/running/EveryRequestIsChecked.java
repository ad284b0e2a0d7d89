package io.padlock.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.contract.CheckedByRestAssured;
import io.padlock.testing.contract.KeepsToTheContract;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Holds what every test asks a server to the contract, without a word in the test. JUnit finds it by itself. */
public class EveryRequestIsChecked implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext test) {
        CheckedByRestAssured.everywhere();
    }

    /** A test that asks in the background may not have heard of it. */
    @Override
    public void afterAll(ExtensionContext test) {
        assertThat(KeepsToTheContract.reviewed().brokenSince())
                .as("What was answered in %s and is not in the contract", test.getDisplayName())
                .isEmpty();
    }
}
