package io.padlock.testing.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that the document says of operations: each declared answer, and each example. */
final class Expectations {

    private final Map<String, List<Expectation>> open = new ConcurrentHashMap<>();

    Expectations(ContractDocument contract) {
        for (Operation operation : contract.operations()) {
            open.put(operation.id(), new CopyOnWriteArrayList<>(of(operation)));
        }
    }

    /** @return the sentences that this exchange was the first to show */
    List<String> metBy(Operation operation, Exchange exchange) {
        List<Expectation> here = open.get(operation.id());
        List<String> met = new ArrayList<>();
        for (Expectation expectation : here) {
            if (expectation.isMetBy().test(exchange) && here.remove(expectation)) {
                met.add(expectation.sentence());
            }
        }
        return met;
    }

    /** @return the sentences of a document that are not among those that were shown */
    static List<String> unmet(ContractDocument contract, Set<String> shown) {
        return contract.operations().stream()
                .flatMap(operation -> of(operation).stream())
                .map(Expectation::sentence)
                .filter(sentence -> !shown.contains(sentence))
                .toList();
    }

    private static List<Expectation> of(Operation operation) {
        List<Expectation> all = new ArrayList<>();
        for (String status : operation.place().child("responses").names()) {
            int number = Integer.parseInt(status);
            all.add(new Expectation(operation + " answers " + status, exchange -> exchange.status() == number));
            all.addAll(AnswerExamples.of(operation, number));
        }
        all.addAll(RequestExamples.of(operation));
        Set<String> sentences = new HashSet<>();
        all.removeIf(expectation -> !sentences.add(expectation.sentence()));
        return all;
    }
}
