package io.padlock.box.diagnosis;

import static io.padlock.box.diagnosis.Subject.OWN_NAME;

import io.padlock.box.names.Answered;
import io.padlock.box.names.Answered.Kind;
import io.padlock.box.words.Phrase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What it means that a DNS server does not give the box's address. Each meaning needs somebody's word for it; where there is
 * none, that is said.
 *
 * @param here what the DNS server said that counts
 * @param outside what others said, over TCP and over HTTPS
 * @param said by all of them, in words
 */
record NameJudge(NameOfBox box, Answered here, List<Answered> outside, List<Phrase> said) {

    /** @param refusesAll whether that server refuses whatever it is asked; looked at only where it refused */
    Finding judge(BooleanSupplier refusesAll) {
        if (here.kind() == Kind.ADDRESSES) {
            return another();
        }
        if (here.kind() == Kind.FAILED) {
            return failed();
        }
        if (here.kind() == Kind.REFUSED && refusesAll.getAsBoolean()) {
            return told("own-name.refused", "own-name.refused-remedy");
        }
        if (!isPublished()) {
            return absent();
        }
        // One that hides addresses leaves the name; a list of what is blocked takes all of it.
        return (here.kind() == Kind.NO_ADDRESS
                        ? told("own-name.hidden", "own-name.hidden-remedy", box.zone())
                        : told("own-name.withheld", "own-name.withheld-remedy", box.zone()))
                .with(Recipes.of(box));
    }

    private boolean isPublished() {
        return outside.stream().anyMatch(answer -> answer.gives(box.ip()));
    }

    private Finding another() {
        if (isPublishedWrong()) {
            return told("own-name.wrong-everywhere", "own-name.wrong-everywhere-remedy", box.domain());
        }
        return here.addresses().stream().allMatch(NameJudge::isPrivate)
                ? told("own-name.another", "own-name.another-remedy", box.ip())
                : told("own-name.replaced", "own-name.replaced-remedy");
    }

    private Finding failed() {
        if (!isPublished() && outside.stream().anyMatch(answer -> answer.kind() == Kind.FAILED)) {
            return told("own-name.broken", "own-name.broken-remedy", box.domain());
        }
        return isPublished() || outside.stream().noneMatch(Answered::isAnAnswer)
                ? told("own-name.failed", "own-name.failed-remedy")
                : absent();
    }

    private Finding absent() {
        if (isPublishedWrong()) {
            return told("own-name.wrong-everywhere", "own-name.wrong-everywhere-remedy", box.domain());
        }
        return outside.stream().anyMatch(Answered::isAbsence)
                ? told("own-name.unpublished", "own-name.unpublished-remedy", box.domain())
                : told("own-name.not-compared", "own-name.not-compared-remedy", box.name());
    }

    /** Whoever answers in others' place on the way does not do so over HTTPS: one who was not heard may know better. */
    private boolean isPublishedWrong() {
        return !outside.isEmpty()
                && outside.stream().allMatch(answer -> answer.kind() == Kind.ADDRESSES && !answer.gives(box.ip()));
    }

    private Finding told(String evidence, String remedy, Object... argument) {
        return Finding.bad(OWN_NAME, Phrase.of(evidence, box.name(), box.ip(), said), Phrase.of(remedy, argument));
    }

    private static boolean isPrivate(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed.isSiteLocalAddress() || parsed.isLinkLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
