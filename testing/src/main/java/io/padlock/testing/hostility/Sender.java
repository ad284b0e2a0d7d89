package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.padlock.testing.hostility.Outcome.Ending;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes attacks, one after the other, on connections that it keeps while the server does. For one thread. */
public final class Sender implements AutoCloseable {

    /** Loopback has many addresses. The server under attack counts the requests of the second. */
    private static final String UNCOUNTED = "127.0.0.1";

    public static final String COUNTED = "127.0.0.2";

    /** Who does not answer a whole request for so long hangs: the server's own deadlines are at 20 s. */
    private static final int PATIENCE_MILLIS = 30_000;
    /** Who has not got a whole request owes no answer. What is wrong with one that comes later stands in the server's log. */
    private static final int GLANCE_MILLIS = 40;

    private final Map<String, Connection> kept = new HashMap<>();
    /** What was sent on each of those last. */
    private final Map<String, Attack> last = new HashMap<>();

    private int probes;

    /** What came before on the connection that this one will take: a wrong answer may be due to that. */
    public Optional<Attack> before(Attack attack) {
        return attack.script().isAlone() ? Optional.empty() : Optional.ofNullable(last.get(from(attack)));
    }

    public Outcome make(Attack attack) throws IOException {
        String from = from(attack);
        if (attack.script().isAlone()) {
            try (Connection own = new Connection(attack.prey(), from)) {
                return make(attack, own);
            }
        }
        Connection connection = kept.containsKey(from) ? kept.get(from) : new Connection(attack.prey(), from);
        kept.put(from, connection);
        Outcome outcome = make(attack, connection);
        last.put(from, attack);
        if (outcome.ending() != Ending.OPEN || attack.script().form == Script.Form.INCOMPLETE) {
            forget(from);
        }
        return outcome;
    }

    private Outcome make(Attack attack, Connection connection) {
        List<Answer> answers = new ArrayList<>();
        try {
            boolean sent = play(attack.script().steps, connection);
            return new Outcome(answers, sent ? read(attack.script(), connection, answers) : Ending.SILENT);
        } catch (SocketTimeoutException nothingCame) {
            return new Outcome(answers, silence(attack.script(), answers));
        } catch (EOFException | SocketException gone) {
            return new Outcome(answers, Ending.CLOSED);
        } catch (ProtocolException | NumberFormatException e) {
            return new Outcome(answers, Ending.NOT_HTTP);
        } catch (IOException e) {
            return new Outcome(answers, Ending.CLOSED);
        }
    }

    /** @return whether somebody is left to read answers */
    private static boolean play(List<Step> steps, Connection connection) throws IOException {
        for (Step step : steps) {
            if (step instanceof Step.Reset) {
                connection.reset();
                return false;
            }
            try {
                play(step, connection);
            } catch (SocketException closedMeanwhile) {
                // Why, stands in what the server sent before.
                return true;
            }
        }
        return true;
    }

    private static void play(Step step, Connection connection) throws IOException {
        if (step instanceof Step.Send send) {
            connection.send(send.bytes());
        } else if (step instanceof Step.CloseOutput) {
            connection.closeOutput();
        } else if (step instanceof Step.Pause pause) {
            try {
                Thread.sleep(pause.millis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Ending read(Script script, Connection connection, List<Answer> answers) throws IOException {
        boolean mayBeSilent = mayBeSilent(script);
        for (Draft request : script.requests) {
            Answer answer = connection.read(request.method, mayBeSilent ? GLANCE_MILLIS : PATIENCE_MILLIS);
            if (answer == null) {
                return Ending.CLOSED;
            }
            answers.add(answer);
            if (answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
                return Ending.CLOSED;
            }
        }
        return connection.hasUnread() ? rest(connection, answers) : Ending.OPEN;
    }

    /** What comes after the last answer that was due: the refusal of what could not be read, and the end. */
    private static Ending rest(Connection connection, List<Answer> answers) throws IOException {
        while (true) {
            Answer more = connection.read("GET", PATIENCE_MILLIS);
            if (more == null) {
                return Ending.CLOSED;
            }
            answers.add(more);
            if (!connection.hasUnread()) {
                return Ending.OPEN;
            }
        }
    }

    private static Ending silence(Script script, List<Answer> answers) {
        return mayBeSilent(script) ? Ending.SILENT : Ending.HUNG;
    }

    /** Who is told that nothing more will come has something to do: to answer, or to hang up as well. */
    private static boolean mayBeSilent(Script script) {
        return script.form == Script.Form.INCOMPLETE
                && script.steps.stream().noneMatch(Step.CloseOutput.class::isInstance);
    }

    /**
     * Asks something on the same connection that has one answer only.
     *
     * @return what is wrong with it; null when nothing is, or when there is no such connection any more
     */
    public String probe(Attack attack) throws IOException {
        String from = from(attack);
        Connection connection = kept.get(from);
        if (connection == null) {
            return null;
        }
        int column = 2 + ++probes % 300;
        byte[] request = probe(attack.prey(), column);
        try {
            connection.send(request);
            Answer answer = connection.read("POST", PATIENCE_MILLIS);
            if (answer == null) {
                forget(from);
                return null;
            }
            boolean own = answer.status() == 400 && answer.text().contains("column " + column + ".");
            if (own) {
                return null;
            }
            forget(from);
            boolean isEndOfABrokenOne = attack.script().form == Script.Form.BROKEN && answer.isBare();
            return isEndOfABrokenOne ? null : "the next request on the connection got another's answer: " + answer;
        } catch (SocketTimeoutException hung) {
            forget(from);
            return "the next request on the connection got no answer";
        } catch (IOException gone) {
            forget(from);
            return null;
        }
    }

    /** A request whose answer tells which one it is of. */
    static byte[] probe(Prey prey, int column) {
        String body = " ".repeat(column - 1) + "x";
        String head = "POST /v1/operator/certificates/" + prey.serial() + "/revocation HTTP/1.1\r\nHost: "
                + prey.authority() + "\r\nAuthorization: Bearer " + prey.operatorToken()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(US_ASCII);
    }

    private void forget(String from) throws IOException {
        last.remove(from);
        kept.remove(from).close();
    }

    private static String from(Attack attack) {
        return attack.counted() ? COUNTED : UNCOUNTED;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : kept.values()) {
            connection.close();
        }
    }
}
