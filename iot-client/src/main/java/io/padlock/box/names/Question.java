package io.padlock.box.names;

import io.padlock.box.names.Answered.Kind;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** One question, and what came for it. Only what passes here knows dnsjava, which is loaded when a box has to look. */
final class Question {

    private final Message asked;

    private Question(String name, int type) {
        try {
            this.asked = Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name + " is no name.", e);
        }
    }

    static Question forAddresses(String name) {
        return new Question(name, Type.A);
    }

    static Question forNameServers(String domain) {
        return new Question(domain, Type.NS);
    }

    byte[] wire() {
        return asked.toWire();
    }

    /** @return nothing where it is an answer to another question, or none (RFC 5452, section 9.1) */
    Optional<Answer> answerIn(byte[] wire) {
        try {
            Message message = new Message(wire);
            boolean isToThis = message.getHeader().getFlag(Flags.QR)
                    && message.getHeader().getID() == asked.getHeader().getID()
                    && isTheQuestionIn(message);
            return isToThis ? Optional.of(new Answer(message)) : Optional.empty();
        } catch (IOException | RuntimeException notAMessage) {
            return Optional.empty();
        }
    }

    /** Some leave it out where they refuse. */
    private boolean isTheQuestionIn(Message message) {
        return message.getQuestion() == null
                ? message.getRcode() != Rcode.NOERROR && message.getRcode() != Rcode.NXDOMAIN
                : message.getQuestion().equals(asked.getQuestion());
    }

    /** What it says. */
    record Answer(Message message) {

        boolean isCutShort() {
            return message.getHeader().getFlag(Flags.TC);
        }

        /** Of one who publishes the name, and does not pass on what another said. */
        boolean isAuthoritative() {
            return message.getHeader().getFlag(Flags.AA);
        }

        boolean isRefusal() {
            return message.getRcode() == Rcode.REFUSED;
        }

        List<String> nameServers() {
            List<String> found = new ArrayList<>();
            for (Record record : message.getSection(Section.ANSWER)) {
                if (record instanceof NSRecord server) {
                    found.add(server.getTarget().toString());
                }
            }
            return found;
        }

        List<String> addresses() {
            List<String> found = new ArrayList<>();
            for (Record record : message.getSection(Section.ANSWER)) {
                if (record instanceof ARecord address) {
                    found.add(address.getAddress().getHostAddress());
                }
            }
            return found;
        }

        Answered by(Phrase who) {
            return switch (message.getRcode()) {
                case Rcode.NOERROR ->
                    addresses().isEmpty() ? Answered.of(who, Kind.NO_ADDRESS, "") : Answered.with(who, addresses());
                case Rcode.NXDOMAIN -> Answered.of(who, Kind.NO_SUCH_NAME, "");
                case Rcode.REFUSED -> Answered.of(who, Kind.REFUSED, "");
                default -> Answered.of(who, Kind.FAILED, Rcode.string(message.getRcode()));
            };
        }
    }
}
