package io.padlock.provisioning.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** One question, one answer. Asks nobody and waits for nobody: a box's address stands in its name. */
final class Responder {

    /** Over UDP: what fits into one packet on every way (RFC 9715). */
    static final int LARGEST_OVER_UDP = 1232;

    private static final int SMALLEST_LIMIT = 512;
    private static final int LARGEST_OVER_TCP = 65_535;
    private static final int HEADER = 12;
    private static final String CHALLENGE = "_acme-challenge";

    private final DomainRecords domain;
    private final AssignedZones zones;
    private final AcmeChallenges challenges;
    private final long ttl;
    private final boolean answersPublic;

    Responder(DomainRecords domain, AssignedZones zones, AcmeChallenges challenges, long ttl, boolean answersPublic) {
        this.domain = domain;
        this.zones = zones;
        this.challenges = challenges;
        this.ttl = ttl;
        this.answersPublic = answersPublic;
    }

    /** How it came, and goes. */
    enum Way {
        UDP,
        TCP
    }

    /**
     * @param bytes null for what gets no answer at all
     * @param rcode as in RFC 6895
     * @param about what is alike is limited together: the name that was found, or for a "no" the zone of it
     */
    record Reply(byte[] bytes, int rcode, int about) {

        static final Reply SILENCE = new Reply(null, -1, 0);

        boolean isSilence() {
            return bytes == null;
        }
    }

    Reply answer(byte[] query, Way way) {
        // An answer is never answered: two servers would talk without end.
        if (query.length < HEADER || (query[2] & 0x80) != 0) {
            return Reply.SILENCE;
        }
        int opcode = query[2] >> 3 & 15;
        if (opcode != Opcode.QUERY) {
            return withoutQuestion(query, Rcode.NOTIMP);
        }
        Message asked;
        try {
            asked = new Message(query);
        } catch (IOException | RuntimeException notAMessage) {
            return withoutQuestion(query, Rcode.FORMERR);
        }
        // One that says it is truncated may have been read in part.
        return asked.getHeader().getCount(Section.QUESTION) == 1 && asked.getQuestion() != null && options(asked) <= 1
                ? answer(asked, way)
                : withoutQuestion(query, Rcode.FORMERR);
    }

    /** "Come over TCP", with the question, without which nobody believes an answer. */
    byte[] truncated(byte[] query) {
        try {
            Message asked = new Message(query);
            Message answer = new Message(asked.getHeader().getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.getHeader().setFlag(Flags.TC);
            if (asked.getQuestion() != null) {
                answer.addRecord(asked.getQuestion(), Section.QUESTION);
            }
            return answer.toWire();
        } catch (IOException | RuntimeException notAMessage) {
            return withoutQuestion(query, Rcode.FORMERR).bytes();
        }
    }

    /** As much as can be said to what can't be read: whose question it was, and what the matter is. */
    private static Reply withoutQuestion(byte[] query, int rcode) {
        byte[] header = new byte[HEADER];
        header[0] = query[0];
        header[1] = query[1];
        header[2] = (byte) (0x80 | query[2] & 0x79);
        header[3] = (byte) rcode;
        return new Reply(header, rcode, rcode);
    }

    private static long options(Message asked) {
        return asked.getSection(Section.ADDITIONAL).stream()
                .filter(one -> one.getType() == Type.OPT)
                .count();
    }

    private Reply answer(Message asked, Way way) {
        Record question = asked.getQuestion();
        Message answer = new Message(asked.getHeader().getID());
        Header header = answer.getHeader();
        header.setFlag(Flags.QR);
        if (asked.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        answer.addRecord(question, Section.QUESTION);
        OPTRecord options = asked.getOPT();
        int about;
        if (options != null && options.getVersion() > 0) {
            about = no(answer, Rcode.BADVERS & 15);
        } else {
            about = fill(answer, question);
        }
        if (options != null) {
            boolean isBadVersion = options.getVersion() > 0;
            answer.addRecord(
                    new OPTRecord(LARGEST_OVER_UDP, isBadVersion ? Rcode.BADVERS >> 4 : 0, 0), Section.ADDITIONAL);
        }
        return new Reply(answer.toWire(limit(options, way)), header.getRcode(), about);
    }

    private static int limit(OPTRecord options, Way way) {
        if (way == Way.TCP) {
            return LARGEST_OVER_TCP;
        }
        return options == null
                ? SMALLEST_LIMIT
                : Math.max(SMALLEST_LIMIT, Math.min(LARGEST_OVER_UDP, options.getPayloadSize()));
    }

    private static int no(Message answer, int rcode) {
        answer.getHeader().setRcode(rcode);
        return rcode;
    }

    private int fill(Message answer, Record question) {
        Name name = question.getName();
        boolean isMeta = question.getType() >= 128 && question.getType() < 255 || question.getType() == Type.OPT;
        if (question.getDClass() != DClass.IN || isMeta || !name.subdomain(domain.domain())) {
            return no(answer, Rcode.REFUSED);
        }
        answer.getHeader().setFlag(Flags.AA);
        if (domain.has(name)) {
            return ofTheDomain(answer, question);
        }
        // A label more than the domain is a zone, two more are something in a zone.
        int below = name.labels() - domain.domain().labels();
        String zone = name.getLabelString(below - 1).toLowerCase(Locale.ROOT);
        if (!zones.areKnown()) {
            answer.getHeader().unsetFlag(Flags.AA);
            return no(answer, Rcode.SERVFAIL);
        }
        if (below > 2 || !zones.contains(zone)) {
            return noSuchName(answer, zone);
        }
        return below == 1 ? nothingOfThatKind(answer, zone) : inTheZone(answer, question, zone);
    }

    private int inTheZone(Message answer, Record question, String zone) {
        Name name = question.getName();
        byte[] first = name.getLabel(0);
        if (name.getLabelString(0).equalsIgnoreCase(CHALLENGE)) {
            return challenge(answer, question, zone);
        }
        int address = BoxName.address(first, 1, first[0]);
        if (address == BoxName.NONE || !answersPublic && !BoxName.isPrivate(address)) {
            return noSuchName(answer, zone);
        }
        if (question.getType() == Type.A) {
            answer.addRecord(new ARecord(name, DClass.IN, ttl, inet(address)), Section.ANSWER);
        } else if (question.getType() == Type.ANY) {
            answer.addRecord(little(name), Section.ANSWER);
        } else {
            return nothingOfThatKind(answer, zone);
        }
        return name.hashCode();
    }

    private int challenge(Message answer, Record question, String zone) {
        List<String> values = challenges.of(zone);
        if (question.getType() != Type.TXT || values.isEmpty()) {
            return nothingOfThatKind(answer, zone);
        }
        // Not remembered for long: the next question is about the next certificate.
        values.forEach(value -> answer.addRecord(
                new TXTRecord(question.getName(), DClass.IN, domain.soa().getTTL(), value), Section.ANSWER));
        return question.getName().hashCode();
    }

    private int ofTheDomain(Message answer, Record question) {
        if (question.getType() == Type.ANY) {
            answer.addRecord(little(question.getName()), Section.ANSWER);
            return Type.ANY;
        }
        List<Record> found = domain.of(question.getName(), question.getType());
        if (found.isEmpty()) {
            return nothingOfThatKind(answer, "");
        }
        // By the name as it was asked for: its capitals are somebody's proof that this answer is to their question.
        found.forEach(one -> answer.addRecord(named(question.getName(), one), Section.ANSWER));
        if (question.getType() == Type.NS) {
            domain.addressesOfNameServers().forEach(one -> answer.addRecord(one, Section.ADDITIONAL));
        }
        return question.getName().hashCode() * 31 + question.getType();
    }

    private static Record named(Name name, Record one) {
        return Record.newRecord(name, one.getType(), one.getDClass(), one.getTTL(), one.rdataToWireCanonical());
    }

    /** To who asks for everything, which is mostly to have somebody else flooded with it (RFC 8482). */
    private Record little(Name name) {
        return new HINFORecord(name, DClass.IN, ttl, "RFC8482", "");
    }

    private int noSuchName(Message answer, String zone) {
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
        return nothingOfThatKind(answer, zone) + 1;
    }

    private int nothingOfThatKind(Message answer, String zone) {
        answer.addRecord(domain.soa(), Section.AUTHORITY);
        return zone.hashCode();
    }

    private static InetAddress inet(int address) {
        byte[] four = {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address.", e);
        }
    }
}
