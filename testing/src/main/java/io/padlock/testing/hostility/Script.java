package io.padlock.testing.hostility;

import java.util.ArrayList;
import java.util.List;

/** What is sent, and what may come of it. */
final class Script {

    /** How much of HTTP is left. */
    enum Form {
        /** Each request must be answered as the document says, however bad its content, and the connection goes on. */
        HTTP,
        /** The HTTP layer may refuse it with a status alone, or cut the connection. */
        BROKEN,
        /** Not all of it comes, so that silence is an answer too. */
        INCOMPLETE
    }

    final List<Step> steps = new ArrayList<>();
    final Form form;
    /** The requests in it, in their order. */
    final List<Draft> requests;
    /** Whether a program that makes its own head can send it too. */
    final boolean plain;

    private boolean onItsOwnConnection;

    private Script(Form form, List<Draft> requests, boolean plain) {
        this.form = form;
        this.requests = requests;
        this.plain = plain;
    }

    /** Head and framing as any program would write them. */
    static Script plain(Draft draft) {
        return new Script(Form.HTTP, List.of(draft), true).send(draft.bytes());
    }

    static Script http(Draft draft) {
        return new Script(Form.HTTP, List.of(draft), false).send(draft.bytes());
    }

    static Script http(List<Draft> drafts) {
        return new Script(Form.HTTP, drafts, false);
    }

    static Script broken(Draft draft) {
        return new Script(Form.BROKEN, List.of(draft), false);
    }

    static Script incomplete(Draft draft) {
        return new Script(Form.INCOMPLETE, List.of(draft), false);
    }

    Script send(byte[] bytes) {
        steps.add(new Step.Send(bytes));
        return this;
    }

    Script pause(int millis) {
        steps.add(new Step.Pause(millis));
        return this;
    }

    Script closeOutput() {
        steps.add(new Step.CloseOutput());
        return alone();
    }

    Script reset() {
        steps.add(new Step.Reset());
        return alone();
    }

    Script alone() {
        onItsOwnConnection = true;
        return this;
    }

    boolean isAlone() {
        return onItsOwnConnection;
    }
}
