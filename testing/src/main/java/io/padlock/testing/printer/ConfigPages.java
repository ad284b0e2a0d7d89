package io.padlock.testing.printer;

import io.padlock.testing.printer.Certificates.Kind;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What stands on the printer's own pages. */
final class ConfigPages {

    private static final int MOST_YEARS = 10;

    private ConfigPages() {}

    static String login(String told) {
        return page("Sign in", told + """
                <form method=post action=/login><label>ID <input name=id></label>
                <label>Password <input name=password type=password></label><button>Sign in</button></form>""");
    }

    static String home() {
        return page("EPOS PRINTER", """
                <h2>Authentication</h2><a href=/certificates>Certificate List</a>
                <h2>Security</h2><a href=/ssl>SSL/TLS</a>
                <h2>Device</h2><a href=/reset>Reset</a>""");
    }

    static String list(Certificates certificates, String told) {
        String rows = Stream.of(Kind.values())
                .map(kind -> "<li>" + kind.title + ": "
                        + certificates
                                .of(kind)
                                .map(held -> escaped(held.certificate().getSubjectX500Principal() + ", until "
                                        + held.certificate().getNotAfter().toInstant()))
                                .orElse("none"))
                .collect(Collectors.joining());
        return page(
                "Certificate List",
                "<p id=told>" + told + "</p><ul>" + rows + "</ul>"
                        + "<a href=/certificates/create>create</a> <a href=/certificates/import>Import</a>");
    }

    static String create(String address) {
        String years = IntStream.rangeClosed(1, MOST_YEARS)
                .mapToObj(year -> "<option>" + year)
                .collect(Collectors.joining());
        return page("Self-Signed Certificate", """
                <form method=post action=/certificates/create>
                <label>Common Name <input name=common-name value="%s"></label>
                <label>Validity Period <select name=years>%s</select></label><button>Create</button></form>""".formatted(escaped(address), years));
    }

    static String importing(String told) {
        return page("Import", "<p id=told>" + told + "</p>" + """
                <form method=post action=/certificates/import enctype=multipart/form-data>
                <label>Server Certificate (PKCS#12) <input name=file type=file></label>
                <label>Password <input name=password type=password></label><button>Import</button></form>""");
    }

    static String ssl(Certificates certificates, String told) {
        String choices = Stream.of(Kind.values())
                .map(kind ->
                        "<option value=" + kind + (kind == certificates.chosen() ? " selected>" : ">") + kind.title)
                .collect(Collectors.joining());
        return page(
                "SSL/TLS",
                "<p id=told>" + told + "</p><form method=post action=/ssl><label>Server Certificate "
                        + "<select name=server-certificate>" + choices
                        + "</select></label><button>Send</button></form>");
    }

    static String reset() {
        return page("Reset", "<form method=post action=/reset><button>Reset</button></form>");
    }

    static String page(String title, String body) {
        return "<!doctype html><html lang=en><meta charset=utf-8><title>" + title + "</title><h1>" + title + "</h1>"
                + body;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
