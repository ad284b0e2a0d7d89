package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.padlock.testing.contract.Exchange;
import io.padlock.testing.contract.Message;
import io.padlock.testing.hostility.Outcome.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Says what is wrong with what came of an attack. */
public final class Judge {

    /** Names that only our own side of the wire knows. */
    private static final Pattern INSIDE = Pattern.compile(
            "\\tat |\\b(java|javax|jakarta|io\\.padlock|io\\.quarkus|io\\.vertx|io\\.netty|io\\.smallrye|org\\.jboss|org\\.hibernate|com\\.fasterxml|org\\.bouncycastle)\\.[a-z]|Exception\\b|SQLSTATE|\"stack\"");

    /** What the HTTP layer may say of a request that is none: RFC 9110, sections 15.5.1, 15.5.14, 15.5.15 and RFC 6585. */
    private static final Set<Integer> BARE = Set.of(400, 413, 414, 431);

    private final Consumer<Exchange> readable;
    private final Consumer<Exchange> unreadable;
    private final List<String> secrets;

    /**
     * @param readable fails when an answer is not what the document says
     * @param unreadable the same, where the request was not HTTP
     */
    public Judge(Consumer<Exchange> readable, Consumer<Exchange> unreadable, List<String> secrets) {
        this.readable = readable;
        this.unreadable = unreadable;
        this.secrets = List.copyOf(secrets);
    }

    /** @return nothing when all is well */
    public List<String> faults(Attack attack, Outcome outcome) {
        List<String> faults = new ArrayList<>();
        Script script = attack.script();
        List<Answer> answers = outcome.answers();
        if (outcome.ending() == Ending.HUNG) {
            faults.add("no answer came, and the connection stood");
        }
        if (outcome.ending() == Ending.NOT_HTTP) {
            faults.add("what came is no HTTP");
        }
        if (script.form == Script.Form.HTTP && answers.size() != script.requests.size() && !isOver(answers)) {
            faults.add(script.requests.size() + " requests got " + answers.size() + " answers");
        }
        for (int i = 0; i < answers.size(); i++) {
            Draft request = i < script.requests.size() ? script.requests.get(i) : null;
            faults.addAll(faults(attack, request, answers.get(i)));
        }
        return faults;
    }

    /** An answer that announced the connection's end needs no others after it. */
    private static boolean isOver(List<Answer> answers) {
        return !answers.isEmpty()
                && answers.get(answers.size() - 1)
                        .header("Connection")
                        .filter("close"::equalsIgnoreCase)
                        .isPresent();
    }

    private List<String> faults(Attack attack, Draft request, Answer answer) {
        List<String> faults = new ArrayList<>();
        if (answer.status() >= 500 && !isTurnOfAnImport(attack, answer)) {
            faults.add("the answer is " + answer.status());
        }
        if (!isAFile(answer) && INSIDE.matcher(answer.text()).find()) {
            faults.add("the answer tells what the server is made of");
        }
        faults.addAll(leaks(attack, answer));
        if (answer.headers().stream().anyMatch(header -> header.name().contains(HostileText.FORGED))) {
            faults.add("a request wrote a header into the answer");
        }
        if (answer.header("Padlock-Reference").filter("0000-0000-0000"::equals).isPresent()) {
            faults.add("a request chose its own reference");
        }
        boolean mayBeBare = attack.script().form != Script.Form.HTTP || request == null;
        if (answer.isBare() && answer.status() != 200) {
            if (!mayBeBare || !BARE.contains(answer.status())) {
                faults.add("the answer has neither a body nor a reference");
            }
        } else if (request != null) {
            contractFault(attack, request, answer).ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<String> contractFault(Attack attack, Draft request, Answer answer) {
        byte[] none = new byte[0];
        Exchange exchange = new Exchange(
                request.method.strip().replace("\0", ""),
                request.path.startsWith("/") ? request.target() : withoutAuthority(request.target()),
                new Message(byName(request.headers), request.body == null ? none : request.body),
                answer.status(),
                new Message(byName(answer.headers()), answer.body()));
        try {
            (attack.script().form == Script.Form.HTTP ? readable : unreadable).accept(exchange);
            return Optional.empty();
        } catch (AssertionError broken) {
            return Optional.of(broken.getMessage());
        }
    }

    private static Map<String, List<String>> byName(List<Header> headers) {
        Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header ->
                named.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header.value()));
        return named;
    }

    private static String withoutAuthority(String target) {
        int authority = target.indexOf("//");
        int path = authority < 0 ? -1 : target.indexOf('/', authority + 2);
        return path < 0 ? target : target.substring(path);
    }

    /** The contract, and the profile for Apple's devices, whose identifiers look like names of classes. */
    private static boolean isAFile(Answer answer) {
        String type = answer.header("Content-Type").orElse("");
        return answer.status() == 200 && (type.endsWith("yaml") || type.endsWith("aspen-config"));
    }

    /** Two imports at a time are taken and the third is told so: what the document says, and many here import at once. */
    private static boolean isTurnOfAnImport(Attack attack, Answer answer) {
        return answer.status() == 503
                && attack.operation().id().equals("importDatabases")
                && answer.text().contains("other imports are under way")
                && answer.header("Retry-After").isPresent();
    }

    private List<String> leaks(Attack attack, Answer answer) {
        String whole = new String(answer.body(), ISO_8859_1) + answer.headers();
        boolean mayTellCodes = attack.operation().id().equals("exportDatabases");
        return secrets.stream()
                .filter(secret -> !mayTellCodes || secret.equals(attack.prey().operatorToken()))
                .filter(whole::contains)
                .map(secret -> "the answer tells a secret")
                .toList();
    }
}
