package io.padlock.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the document shows of answers: it was really answered so. A problem to the word, but for what differs from request
 * to request; of a success all fields that are shown, in one answer, and each reason in its words; of a file how it begins.
 */
final class AnswerExamples {

    private AnswerExamples() {}

    static List<Expectation> of(Operation operation, int status) {
        List<Expectation> all = new ArrayList<>();
        Place answer = operation.answer(status);
        Place content = answer.child("content");
        for (String type : content.names()) {
            Place examples = content.child(type).child("examples");
            for (String name : examples.names()) {
                String where = operation + " answers " + status + " as in the example '" + name + "' in " + type;
                addBody(
                        all,
                        where,
                        status,
                        type,
                        examples.child(name).child("value").node());
            }
        }
        Place headers = answer.child("headers");
        for (String name : headers.names()) {
            String shown = Words.shape(headers.child(name).child("example").text());
            all.add(new Expectation(
                    operation + " answers " + status + " with a header " + name + " like the example's",
                    exchange -> exchange.status() == status
                            && exchange.answered().header(name) != null
                            && Words.shape(exchange.answered().header(name)).equals(shown)));
        }
        return all;
    }

    private static void addBody(List<Expectation> all, String where, int status, String type, JsonNode shown) {
        if (!MediaTypes.isJson(type)) {
            all.add(expect(where, status, type, answer -> FileBeginnings.areAlike(type, shown.asText(), answer)));
        } else if (type.startsWith("application/problem")) {
            JsonNode words = Words.of(shown);
            all.add(expect(
                    where,
                    status,
                    type,
                    answer -> Words.of(Json.orMissing(answer.text())).equals(words)));
        } else {
            Set<String> fields = Json.fields(shown);
            all.add(expect(
                    where + ": with all of its fields",
                    status,
                    type,
                    answer -> Json.fields(Json.orMissing(answer.text())).containsAll(fields)));
            for (JsonNode said : Words.reasonsIn(shown)) {
                all.add(expect(
                        where + ": " + said,
                        status,
                        type,
                        answer -> Words.reasonsIn(Json.orMissing(answer.text())).contains(said)));
            }
        }
    }

    private interface Look {
        boolean at(Message answer);
    }

    private static Expectation expect(String sentence, int status, String type, Look look) {
        return new Expectation(
                sentence,
                exchange -> exchange.status() == status
                        && type.equals(exchange.answered().mediaType())
                        && look.at(exchange.answered()));
    }
}
