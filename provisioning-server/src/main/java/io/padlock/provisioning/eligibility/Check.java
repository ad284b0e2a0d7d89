package io.padlock.provisioning.eligibility;

/** One thing that was asked, and how it stands, in words. A check that has not passed is a reason to refuse. */
public record Check(String code, boolean passed, String explanation, String remedy) {

    public static Check passed(String code, String explanation) {
        return new Check(code, true, explanation, "Nothing to do.");
    }

    public static Check failed(Reason reason) {
        return new Check(reason.code(), false, reason.explanation(), reason.remedy());
    }

    Reason reason() {
        return new Reason(code, explanation, remedy);
    }
}
