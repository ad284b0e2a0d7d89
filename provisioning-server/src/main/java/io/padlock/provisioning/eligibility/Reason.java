package io.padlock.provisioning.eligibility;

/** Why not: a code for programs, a sentence for people, and what they can do about it. */
public record Reason(String code, String explanation, String remedy) {}
