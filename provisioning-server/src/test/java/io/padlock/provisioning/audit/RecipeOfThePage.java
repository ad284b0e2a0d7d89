package io.padlock.provisioning.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shell script that docs/audit.md gives to whoever trusts nobody's Java. */
final class RecipeOfThePage {

    private RecipeOfThePage() {}

    static String text() throws IOException {
        String page = Files.readString(Path.of("../docs/audit.md"));
        int begin = page.indexOf("```bash\n") + "```bash\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }
}
