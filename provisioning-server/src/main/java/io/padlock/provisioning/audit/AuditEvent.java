package io.padlock.provisioning.audit;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** @param fields asked for on the writer's thread, so that whoever tells the event does not pay for writing it down */
record AuditEvent(Instant time, String name, Supplier<Map<String, String>> fields) {}
