package io.padlock.box.printers;

import io.padlock.box.certificate.Pem;
import io.padlock.box.words.Phrase;
import java.security.cert.X509Certificate;
import java.util.List;

/** Commands that import a certificate, ready to be run: where it can be, the certificate stands in them. */
public final class Recipes {

    /** Where Firefox on Linux looks for what is decided for all users of a machine. */
    public static final String FIREFOX_FOLDER = "/etc/firefox/policies";

    /** Where Debian looks for what its administrator added. */
    public static final String DEBIAN_FOLDER = "/usr/local/share/ca-certificates";

    /** Whether it is an authority's or not: Firefox takes nobody who is trusted as a server only (P). */
    private static final String FIREFOX_TRUST = "C,,";

    private final String file;
    private final String installed;
    private final String nickname;
    private final String pem;
    private final String trust;

    private Recipes(PrinterAddress address, X509Certificate root) {
        this.file = Download.named(address, ".crt");
        this.installed = installed(address, root);
        this.nickname = nickname(root);
        this.pem = Pem.encode(List.of(root));
        this.trust = nssTrust(root);
    }

    /** @param title of what the text is for */
    public record Recipe(Phrase title, String text) {}

    public static List<Recipe> of(Target target, PrinterAddress address, X509Certificate root) {
        Recipes recipes = new Recipes(address, root);
        return switch (target) {
            case WINDOWS -> recipes.windows();
            case NSS -> List.of(new Recipe(Phrase.of("command.nss"), recipes.file() + recipes.nss()));
            case FIREFOX -> recipes.firefox();
            case DEBIAN -> List.of(new Recipe(Phrase.of("command.debian"), recipes.file() + recipes.debian()));
            case MACOS -> recipes.macos();
            case ANDROID, IOS -> List.of();
        };
    }

    /** What it is called in lists; another certificate has another name, as NSS wants it. */
    public static String nickname(X509Certificate root) {
        return "padlock printer " + Fingerprint.of(root).digits().substring(0, 16);
    }

    /** The name of the file that stays on a machine: that of another certificate of the same printer is another one. */
    public static String installed(PrinterAddress address, X509Certificate root) {
        return Download.named(address, "-" + Fingerprint.of(root).digits().substring(0, 16) + ".crt");
    }

    /** For Chrome: an authority is trusted to vouch for a server, what a printer made for itself as that server only. */
    public static String nssTrust(X509Certificate root) {
        return root.getBasicConstraints() >= 0 ? "C,," : "P,,";
    }

    /** What decides that Firefox trusts it, for all users of a machine. */
    public static String firefoxPolicies(String path) {
        return """
                {
                  "policies": {
                    "Certificates": {
                      "Install": ["%s"]
                    }
                  }
                }""".formatted(path);
    }

    private String file() {
        return "cat > " + file + " <<'END'\n" + pem + "END\n";
    }

    private String nss() {
        return """
                mkdir -p "$HOME/.pki/nssdb"
                [ -e "$HOME/.pki/nssdb/cert9.db" ] || certutil -N --empty-password -d "sql:$HOME/.pki/nssdb"
                certutil -A -d "sql:$HOME/.pki/nssdb" -n "%s" -t "%s" -i %s""".formatted(nickname, trust, file);
    }

    /** What is decided there already is somebody's, another printer's for instance: it is added to. */
    private List<Recipe> firefox() {
        String path = FIREFOX_FOLDER + "/" + installed;
        return List.of(
                new Recipe(
                        Phrase.of("command.firefox"),
                        file() + forFirefox() + """
                        if [ -e %1$s/policies.json ]; then
                            echo "%1$s/policies.json is there already: nothing was changed." >&2
                            false
                        else
                            sudo tee %1$s/policies.json <<'END'
                        %2$s
                        END
                        fi""".formatted(FIREFOX_FOLDER, firefoxPolicies(path))),
                new Recipe(
                        Phrase.of("command.firefox-more"), file() + forFirefox() + """
                        sudo python3 - %1$s/policies.json %2$s <<'END'
                        import json, sys
                        policies = json.load(open(sys.argv[1]))
                        install = policies.setdefault("policies", {}).setdefault("Certificates", {}).setdefault("Install", [])
                        if sys.argv[2] not in install:
                            install.append(sys.argv[2])
                        text = json.dumps(policies, indent=2)
                        open(sys.argv[1], "w").write(text + "\\n")
                        END""".formatted(FIREFOX_FOLDER, path)),
                new Recipe(
                        Phrase.of("command.firefox-profile"), file() + """
                        find "$HOME/.mozilla/firefox" "${XDG_CONFIG_HOME:-$HOME/.config}/mozilla/firefox" \\
                            "$HOME/snap/firefox/common/.mozilla/firefox" -maxdepth 2 -name cert9.db 2>/dev/null | {
                            taken=
                            while IFS= read -r database; do
                                certutil -A -d "sql:${database%%/*}" -n "%s" -t "%s" -i %s && taken=yes
                            done
                            [ -n "$taken" ] || {
                                echo "No profile of Firefox took it. Start Firefox once as this user, and close it." >&2
                                false
                            }
                        }""".formatted(nickname, FIREFOX_TRUST, file)));
    }

    private String forFirefox() {
        return """
                sudo mkdir -p %1$s
                sudo install -m 644 %2$s %1$s/%3$s
                """.formatted(FIREFOX_FOLDER, file, installed);
    }

    private String debian() {
        return """
                sudo install -m 644 %1$s %2$s/%3$s
                sudo update-ca-certificates""".formatted(file, DEBIAN_FOLDER, installed);
    }

    private List<Recipe> windows() {
        return List.of(
                new Recipe(Phrase.of("command.windows-user"), powerShell("CurrentUser")),
                new Recipe(Phrase.of("command.windows-machine"), powerShell("LocalMachine")),
                new Recipe(Phrase.of("command.windows-file"), "certutil -user -addstore Root " + file),
                new Recipe(Phrase.of("command.windows-file-machine"), "certutil -addstore Root " + file));
    }

    private String powerShell(String whose) {
        return """
                $certificate = New-Object Security.Cryptography.X509Certificates.X509Certificate2 \
                -ArgumentList @(,[Convert]::FromBase64String('%s'))
                $store = New-Object Security.Cryptography.X509Certificates.X509Store('Root', '%s')
                $store.Open('ReadWrite')
                $store.Add($certificate)
                $store.Close()""".formatted(base64(), whose);
    }

    private String base64() {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }

    private List<Recipe> macos() {
        String kind = trust.equals("C,,") ? "trustRoot" : "trustAsRoot";
        return List.of(
                new Recipe(Phrase.of("command.macos"), file() + """
                        sudo security add-trusted-cert -d -r %s -k /Library/Keychains/System.keychain %s""".formatted(kind, file)),
                new Recipe(Phrase.of("command.macos-user"), file() + """
                        security add-trusted-cert -r %s -k "$HOME/Library/Keychains/login.keychain-db" %s""".formatted(kind, file)));
    }
}
