package io.padlock.box.diagnosis;

import static io.padlock.box.diagnosis.Subject.OWN_NAME;

import io.padlock.box.names.Answered;
import io.padlock.box.names.Inquiry;
import io.padlock.box.names.MachinesLookUp;
import io.padlock.box.names.NameServer;
import io.padlock.box.names.NamesConfig;
import io.padlock.box.names.ResolverFile;
import io.padlock.box.words.Phrase;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the box's name leads to the box, from here; and if not, at whom it ends.
 *
 * <pre>
 *   a program on this box finds it? --yes--> well
 *     | no
 *   each of its DNS servers ------> none is set; none answers; one gives it after all
 *     | no name, another address, an error
 *   those who publish it, over TCP; somebody far away, over HTTPS
 *     | so it is hidden, replaced, broken or published by nobody; or nobody was there to compare with
 * </pre>
 */
final class OwnName {

    private final NamesConfig config;
    private final Path resolverFile;
    private final Inquiry inquiry;
    private final Outside outside;

    OwnName(NamesConfig config, Inquiry inquiry) {
        this(config, ResolverFile.OF_THIS_MACHINE, inquiry);
    }

    OwnName(NamesConfig config, Path resolverFile, Inquiry inquiry) {
        this.config = config;
        this.resolverFile = resolverFile;
        this.inquiry = inquiry;
        this.outside = new Outside(config, inquiry);
    }

    Finding look(NameOfBox box) {
        return look(box, MachinesLookUp.PATIENCE);
    }

    /** @param patience with the machine's own look-up */
    Finding look(NameOfBox box, Duration patience) {
        List<NameServer> set = NameServer.all(config.resolvers());
        // What the machine's own look-up says counts only where it is that which the box is to go by.
        List<String> seenHere = set.isEmpty() ? asAProgramDoes(box.name(), patience) : List.of();
        if (seenHere.contains(box.ip())) {
            return Finding.well(OWN_NAME, Phrase.of("own-name.well", box.name(), box.ip()));
        }
        List<NameServer> resolvers = set.isEmpty() ? ResolverFile.in(resolverFile) : set;
        if (resolvers.isEmpty()) {
            return Finding.bad(
                    OWN_NAME,
                    Phrase.of("own-name.no-resolver", box.name(), resolverFile),
                    Phrase.of("own-name.no-resolver-remedy"));
        }
        return compare(box, seenHere, resolvers);
    }

    private Finding compare(NameOfBox box, List<String> seenHere, List<NameServer> resolvers) {
        List<Answered> inside = new ArrayList<>();
        for (NameServer resolver : resolvers) {
            inside.add(inquiry.resolver(resolver, box.name()));
        }
        int counting = whoCounts(inside);
        if (counting < 0) {
            return Finding.bad(
                    OWN_NAME,
                    Phrase.of("own-name.silent", box.name(), inWords(inside)),
                    Phrase.of("own-name.silent-remedy"));
        }
        Answered answer = inside.get(counting);
        if (answer.gives(box.ip())) {
            return leadsHere(box, seenHere, answer);
        }
        List<Answered> others = outside.ask(box, resolvers.get(counting));
        List<Answered> all = new ArrayList<>(inside);
        if (!seenHere.isEmpty()) {
            all.add(0, Answered.with(Phrase.of("dns.this-box"), seenHere));
        }
        all.addAll(others);
        return new NameJudge(box, answer, others, inWords(all))
                .judge(() -> inquiry.refusesWhateverIsAsked(resolvers.get(counting)));
    }

    /** By whatever the machine was told; no answer in time is none. */
    private static List<String> asAProgramDoes(String name, Duration patience) {
        try {
            return Arrays.stream(MachinesLookUp.of(name, patience))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException | SocketTimeoutException e) {
            return List.of();
        }
    }

    /** The first that has an answer; programs go past those that are silent, refuse or fail, while there is another. */
    private static int whoCounts(List<Answered> inside) {
        int spoke = -1;
        for (int i = 0; i < inside.size(); i++) {
            if (inside.get(i).isAnAnswer()) {
                return i;
            }
            if (spoke < 0 && inside.get(i).spoke()) {
                spoke = i;
            }
        }
        return spoke;
    }

    /** The DNS has it; where this box does not find it all the same, its own hosts file says otherwise. */
    private static Finding leadsHere(NameOfBox box, List<String> seenHere, Answered answer) {
        if (seenHere.isEmpty()) {
            return Finding.well(OWN_NAME, Phrase.of("own-name.well", box.name(), box.ip()));
        }
        return Finding.bad(
                OWN_NAME,
                Phrase.of("own-name.hosts", box.name(), String.join(", ", seenHere), answer.inWords()),
                Phrase.of("own-name.hosts-remedy", box.name()));
    }

    private static List<Phrase> inWords(List<Answered> answers) {
        return answers.stream().map(Answered::inWords).toList();
    }
}
