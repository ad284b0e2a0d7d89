package io.padlock.box.diagnosis;

import io.padlock.box.diagnosis.Finding.Recipe;
import io.padlock.box.words.Phrase;
import java.util.List;

/** How a name is let through by those who hide private addresses, in each one's own lines. */
final class Recipes {

    private Recipes() {}

    static List<Recipe> of(NameOfBox box) {
        return List.of(
                new Recipe(Phrase.of("recipe.unbound"), "server:\n    private-domain: \"%s\"".formatted(box.zone())),
                new Recipe(Phrase.of("recipe.dnsmasq"), "rebind-domain-ok=/%s/".formatted(box.zone())),
                new Recipe(Phrase.of("recipe.openwrt"), """
                        uci add_list dhcp.@dnsmasq[0].rebind_domain='%s'
                        uci commit dhcp
                        /etc/init.d/dnsmasq restart""".formatted(box.zone())),
                new Recipe(Phrase.of("recipe.fritzbox"), box.zone()),
                new Recipe(Phrase.of("recipe.hosts"), box.ip() + " " + box.name()));
    }
}
