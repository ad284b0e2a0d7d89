package io.padlock.box.names;

import io.padlock.box.names.Answered.Kind;
import io.padlock.box.names.Question.Answer;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Reply;
import io.padlock.box.network.Trouble;
import io.padlock.box.words.Phrase;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks one after the other for the addresses of a name. Keeps its caller waiting: on a worker's thread only. */
public final class Inquiry {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String MESSAGE = "application/dns-message";

    /** Of a domain's own servers, each says the same as the others. */
    private static final int OWN_SERVERS = 2;
    /** A resolver that takes its time for each keeps the box waiting for each. */
    private static final int LOOKED_UP = 2 * OWN_SERVERS;

    private final Courier courier;
    private final int portOfOwnServers;

    public Inquiry(Courier courier) {
        this(courier, NameServer.USUAL_PORT);
    }

    /** @param portOfOwnServers NS records name no port; a test has none below 1024 */
    public Inquiry(Courier courier, int portOfOwnServers) {
        this.courier = courier;
        this.portOfOwnServers = portOfOwnServers;
    }

    /** As any program of the shop asks. */
    public Answered resolver(NameServer server, String name) {
        Phrase who = Phrase.of("dns.resolver", server);
        try {
            return Exchange.byUdp(server, Question.forAddresses(name)).by(who);
        } catch (IOException e) {
            return unheard(who, e);
        }
    }

    /** Over TCP, which routers that answer in others' place seldom touch; whoever does not speak for the domain does not count. */
    public Answered ownServer(NameServer server, String name) {
        Phrase who = Phrase.of("dns.own-server", server);
        try {
            Answer answer = Exchange.byTcp(server, Question.forAddresses(name));
            Answered answered = answer.by(who);
            return answered.isAnAnswer() && !answer.isAuthoritative() ? Answered.of(who, Kind.ANOTHER, "") : answered;
        } catch (IOException e) {
            return unheard(who, e);
        }
    }

    /** RFC 8484, section 4.1: what nobody on the way can change. */
    public Answered overHttps(OverHttps server, String name) {
        Phrase who = Phrase.of("dns.over-https", server.server());
        Question question = Question.forAddresses(name);
        try {
            Reply reply = courier.post(
                            server.server(), server.query(), MESSAGE, Buffer.buffer(question.wire()), server.at())
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .await()
                    .indefinitely();
            return question.answerIn(reply.body().getBytes())
                    .filter(answer -> reply.status() == 200)
                    .map(answer -> answer.by(who))
                    .orElseGet(() -> Answered.of(who, Kind.ANOTHER, ""));
        } catch (RuntimeException failure) {
            String trouble = Trouble.inWords(failure).key();
            return Answered.of(who, trouble.equals("trouble.not-trusted") ? Kind.NOT_TRUSTED : Kind.NOT_REACHED, "");
        }
    }

    private static Answered unheard(Phrase who, IOException e) {
        return Answered.of(who, e instanceof SocketTimeoutException ? Kind.SILENT : Kind.NOT_REACHED, "");
    }

    /** Whether it refuses even what each resolver knows by itself (RFC 6761, section 6.3), and not one name. */
    public boolean refusesWhateverIsAsked(NameServer server) {
        try {
            return Exchange.byUdp(server, Question.forAddresses("localhost")).isRefusal();
        } catch (IOException e) {
            return true;
        }
    }

    /** Who publishes what is in a domain, as a resolver says. */
    public List<NameServer> ownServersOf(String domain, NameServer resolver) {
        List<NameServer> found = new ArrayList<>();
        try {
            List<String> names =
                    Exchange.byUdp(resolver, Question.forNameServers(domain)).nameServers();
            for (String name : names.stream().limit(LOOKED_UP).toList()) {
                for (String address :
                        Exchange.byUdp(resolver, Question.forAddresses(name)).addresses()) {
                    found.add(new NameServer(address, portOfOwnServers));
                }
                if (found.size() >= OWN_SERVERS) {
                    break;
                }
            }
        } catch (IOException e) {
            // Whoever was found until then is asked.
        }
        return found.stream().limit(OWN_SERVERS).toList();
    }
}
