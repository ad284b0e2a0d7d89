package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress.NotAnAddress;
import io.padlock.box.names.Answered;
import io.padlock.box.names.Inquiry;
import io.padlock.box.names.NameServer;
import io.padlock.box.names.NamesConfig;
import io.padlock.box.names.OverHttps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the name leads to for others: as those say who publish it, and as somebody far away hears it. */
final class Outside {

    private final NamesConfig config;
    private final Inquiry inquiry;

    Outside(NamesConfig config, Inquiry inquiry) {
        this.config = config;
        this.inquiry = inquiry;
    }

    /** @param resolver who knows the way to those who publish it, where they are not set */
    List<Answered> ask(NameOfBox box, NameServer resolver) {
        List<NameServer> set = NameServer.all(config.authority());
        List<NameServer> publishers = set.isEmpty() ? inquiry.ownServersOf(box.domain(), resolver) : set;
        List<Answered> answers = new ArrayList<>();
        for (NameServer publisher : publishers) {
            answers.add(inquiry.ownServer(publisher, box.name()));
        }
        farAway().ifPresent(server -> answers.add(inquiry.overHttps(server, box.name())));
        return answers;
    }

    private Optional<OverHttps> farAway() {
        try {
            return config.overHttps().isPresent()
                    ? Optional.of(OverHttps.parse(config.overHttps().get()))
                    : Optional.empty();
        } catch (NotAnAddress toldAtTheStart) {
            return Optional.empty();
        }
    }
}
