package io.padlock.provisioning.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HINFORecord;
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

    /** A question takes some hundred octets; what is longer is none. */
    static final int LONGEST_QUESTION = 4096;

    private static final int SMALLEST_LIMIT = 512;
    private static final int LARGEST_OVER_TCP = 65_535;
    private static final int HEADER = 12;
    /** Over UDP: who forges a question in another's name is not to send it much more than it costs. The rest over TCP. */
    private static final int TIMES_THE_QUESTION = 3;

    private static final String CHALLENGE = "_acme-challenge";

    /** Of all names that are not there: any number of them can be made up. */
    private static final int ABOUT_NO_SUCH_NAME = -1;

    private static final int ABOUT_THE_DOMAIN = -2;

    private final DomainRecords domain;
    private final AssignedZones zones;
    private final AcmeChallenges challenges;
    private final boolean answersPublic;

    Responder(DomainRecords domain, AssignedZones zones, AcmeChallenges challenges, boolean answersPublic) {
        this.domain = domain;
        this.zones = zones;
        this.challenges = challenges;
        this.answersPublic = answersPublic;
    }

    /** How it came, and goes. */
    enum Way {
        UDP,
        TCP
    }

    /**
     * @param bytes null for what gets no answer at all
     * @param rcode as in RFC 6895, the half of it in OPT with it
     * @param about what is alike is limited together: the zone, whatever was asked of it, since its names can be made up; all
     *     names that are not there; the domain's own records; each other code
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
                ? answer(asked, way, query.length)
                : withoutQuestion(query, Rcode.FORMERR);
    }

    /** "Come over TCP", with the question, without which nobody believes an answer. */
    byte[] truncated(byte[] query) {
        try {
            Message asked = new Message(query);
            Message answer = emptyAnswer(asked);
            answer.getHeader().setFlag(Flags.TC);
            if (asked.getQuestion() != null) {
                answer.addRecord(asked.getQuestion(), Section.QUESTION);
            }
            if (asked.getOPT() != null) {
                answer.addRecord(ownOptions(asked.getOPT(), Rcode.NOERROR), Section.ADDITIONAL);
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

    private Reply answer(Message asked, Way way, int length) {
        Record question = asked.getQuestion();
        Message answer = emptyAnswer(asked);
        answer.addRecord(question, Section.QUESTION);
        OPTRecord options = asked.getOPT();
        boolean isNewer = options != null && options.getVersion() > 0;
        int about = isNewer ? Rcode.BADVERS : fill(answer, question);
        int rcode = isNewer ? Rcode.BADVERS : answer.getHeader().getRcode();
        if (options != null) {
            answer.addRecord(ownOptions(options, rcode), Section.ADDITIONAL);
        }
        return new Reply(answer.toWire(limit(options, way, length)), rcode, about);
    }

    private static Message emptyAnswer(Message asked) {
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        if (asked.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        return answer;
    }

    /** What of the code has no place in the header stands here; and DO as it was asked (RFC 3225, section 3). */
    private static OPTRecord ownOptions(OPTRecord asked, int rcode) {
        return new OPTRecord(LARGEST_OVER_UDP, rcode >> 4, 0, asked.getFlags() & ExtendedFlags.DO);
    }

    private static int limit(OPTRecord options, Way way, int length) {
        if (way == Way.TCP) {
            return LARGEST_OVER_TCP;
        }
        int fits = options == null
                ? SMALLEST_LIMIT
                : Math.max(SMALLEST_LIMIT, Math.min(LARGEST_OVER_UDP, options.getPayloadSize()));
        return Math.min(fits, TIMES_THE_QUESTION * length);
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
            return noSuchName(answer);
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
            return noSuchName(answer);
        }
        if (question.getType() == Type.A) {
            answer.addRecord(new ARecord(name, DClass.IN, domain.boxTtl(), inet(address)), Section.ANSWER);
        } else if (question.getType() == Type.ANY) {
            answer.addRecord(little(name), Section.ANSWER);
        } else {
            return nothingOfThatKind(answer, zone);
        }
        return zone.hashCode();
    }

    private int challenge(Message answer, Record question, String zone) {
        List<String> values = challenges.of(zone);
        if (question.getType() == Type.ANY && !values.isEmpty()) {
            answer.addRecord(little(question.getName()), Section.ANSWER);
            return zone.hashCode();
        }
        if (question.getType() != Type.TXT || values.isEmpty()) {
            return nothingOfThatKind(answer, zone);
        }
        // Not remembered for long: the next question is about the next certificate.
        values.forEach(value -> answer.addRecord(
                new TXTRecord(question.getName(), DClass.IN, domain.soa().getTTL(), value), Section.ANSWER));
        return zone.hashCode();
    }

    private int ofTheDomain(Message answer, Record question) {
        if (question.getType() == Type.ANY && domain.hasRecords(question.getName())) {
            answer.addRecord(little(question.getName()), Section.ANSWER);
            return ABOUT_THE_DOMAIN;
        }
        List<Record> found = domain.of(question.getName(), question.getType());
        if (found.isEmpty()) {
            nothing(answer);
            return ABOUT_THE_DOMAIN;
        }
        // By the name as it was asked for: its capitals are somebody's proof that this answer is to their question.
        found.forEach(one -> answer.addRecord(named(question.getName(), one), Section.ANSWER));
        if (question.getType() == Type.NS) {
            domain.addressesOfNameServers().forEach(one -> answer.addRecord(one, Section.ADDITIONAL));
        }
        return ABOUT_THE_DOMAIN;
    }

    private static Record named(Name name, Record one) {
        return Record.newRecord(name, one.getType(), one.getDClass(), one.getTTL(), one.rdataToWireCanonical());
    }

    /** To who asks for everything, which is mostly to have somebody else flooded with it (RFC 8482). */
    private Record little(Name name) {
        return new HINFORecord(name, DClass.IN, domain.boxTtl(), "RFC8482", "");
    }

    private int noSuchName(Message answer) {
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
        nothing(answer);
        return ABOUT_NO_SUCH_NAME;
    }

    private int nothingOfThatKind(Message answer, String zone) {
        nothing(answer);
        return zone.hashCode();
    }

    private void nothing(Message answer) {
        answer.addRecord(domain.soa(), Section.AUTHORITY);
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
