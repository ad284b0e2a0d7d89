package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.ledger.Recorded.Box;

/** What a box said of itself; either may be missing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BoxAnswer(String identifier, String name) {

    static BoxAnswer of(Box box) {
        return new BoxAnswer(box.identifier(), box.name());
    }
}
