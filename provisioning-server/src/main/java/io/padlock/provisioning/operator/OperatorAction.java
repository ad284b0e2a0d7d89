package io.padlock.provisioning.operator;

import io.padlock.provisioning.Operator;
import jakarta.enterprise.context.RequestScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is being done for one request: by whom, and what will be told of it. */
@RequestScoped
class OperatorAction {

    private final Map<String, String> about = new LinkedHashMap<>();
    private Operator who;

    void isDoneBy(Operator operator) {
        who = operator;
    }

    /** @return null before {@link OperatorGate} let anybody through */
    Operator who() {
        return who;
    }

    /** Something that the address and the answer's status don't say. Never a secret. */
    void about(String key, String value) {
        about.put(key, value);
    }

    Map<String, String> about() {
        return about;
    }
}
