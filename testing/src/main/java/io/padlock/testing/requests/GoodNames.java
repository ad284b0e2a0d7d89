package io.padlock.testing.requests;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that a signing request may ask for: they have the form of those that a server for {@code odoo-iot.com} gives. */
public final class GoodNames {

    private GoodNames() {}

    public static List<AskedName> all() {
        return List.of(
                one("a zone's wildcard", "*.d73e7513.odoo-iot.com"),
                one("a zone", "d73e7513.odoo-iot.com"),
                of("both names that are given", "*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com"),
                of("both the other way round", "d73e7513.odoo-iot.com", "*.d73e7513.odoo-iot.com"),
                one("in upper case, which is the same to DNS", "*.D73E7513.ODOO-IOT.COM"),
                one("in mixed case", "*.d73E7513.Odoo-IoT.com"),
                one("a zone of digits only", "*.01234567.odoo-iot.com"),
                one("a zone of letters only", "*.abcdefab.odoo-iot.com"),
                one("perhaps another database's zone, which gives nobody anything", "*.00000000.odoo-iot.com"),
                of("the same twice", "d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com"),
                of("as many as there may be", zones(8)));
    }

    static String[] zones(int howMany) {
        return Stream.iterate(0, i -> i + 1)
                .limit(howMany)
                .map("%08x.odoo-iot.com"::formatted)
                .toArray(String[]::new);
    }

    private static AskedName one(String why, String name) {
        return AskedName.dns(why, null, name);
    }

    private static AskedName of(String why, String... names) {
        return new AskedName(
                why,
                null,
                Stream.of(names).map(name -> one(why, name).names().get(0)).collect(Collectors.toList()));
    }
}
