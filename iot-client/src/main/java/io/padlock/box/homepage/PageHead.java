package io.padlock.box.homepage;

import io.padlock.box.identity.Box;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.words.Language;
import io.padlock.box.words.Phrase;
import io.padlock.box.words.Words;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** What the pages behind the homepage begin with: whose box it is, whether others read along, and what came of the last form. */
@ApplicationScoped
class PageHead {

    private final Keeper keeper;
    private final Serving serving;
    private final String name;

    PageHead(Keeper keeper, Serving serving, IdentityConfig identity) {
        this.keeper = keeper;
        this.serving = serving;
        this.name = Box.ofThisMachine(identity).name();
    }

    /** @param told null where there is nothing to tell */
    TemplateInstance of(Template page, RoutingContext request, String path, int status, Phrase told) {
        Words words = Page.words(request);
        return page.data("t", words.beginningWith("page."))
                .data("lang", words.language().tag())
                .data("languages", Language.values())
                .data("path", path)
                .data("name", name)
                .data("told", told == null ? "" : words.say(told))
                .data("isWell", status == 200)
                .data("isInClear", !request.request().isSSL())
                .data(
                        "secure",
                        serving.ownAddress(keeper.state())
                                .map(SecureAddress::url)
                                .orElse(""));
    }
}
