package io.padlock.mutations;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What was made, and how it was answered. May be shared by threads. */
final class Tally {

    private final Map<String, Map<String, AtomicInteger>> byKind = new ConcurrentSkipListMap<>();

    void add(String kind, String answer) {
        byKind.computeIfAbsent(kind, first -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(answer, first -> new AtomicInteger())
                .incrementAndGet();
    }

    int count() {
        return byAnswer().values().stream().mapToInt(Integer::intValue).sum();
    }

    int taken() {
        return byAnswer().getOrDefault("taken", 0);
    }

    private Map<String, Integer> byAnswer() {
        Map<String, Integer> all = new TreeMap<>();
        byKind.values()
                .forEach(answers -> answers.forEach((answer, count) -> all.merge(answer, count.get(), Integer::sum)));
        return all;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        byKind.forEach((kind, answers) -> table.append("%-26s %s%n".formatted(kind, answers)));
        return table.append("%-26s %s%n".formatted("all", byAnswer())).toString();
    }
}
