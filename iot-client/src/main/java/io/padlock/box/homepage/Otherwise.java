package io.padlock.box.homepage;

import io.padlock.box.words.Phrase;
import io.vertx.ext.web.RoutingContext;

/** Tells what was not done and why, with which status, where the one who asked for it will see it. */
interface Otherwise {
    void tell(RoutingContext request, int status, Phrase why);
}
