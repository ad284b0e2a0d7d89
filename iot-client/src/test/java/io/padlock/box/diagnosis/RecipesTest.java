package io.padlock.box.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.identity.BoxAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecipesTest {

    /** Whoever looks after many routers reads them there, and has no box before him that would show them. */
    @Test
    void the_lines_that_a_box_gives_stand_in_the_documentation_to_the_letter() throws Exception {
        String page = Files.readString(Path.of("../docs/dns.md"));

        assertThat(Recipes.of(NameOfBox.of(new BoxAddress("192.168.1.25"), "d73e7513.odoo-iot.com")))
                .isNotEmpty()
                .allSatisfy(recipe -> assertThat(page).contains("\n" + recipe.text() + "\n```"));
    }
}
