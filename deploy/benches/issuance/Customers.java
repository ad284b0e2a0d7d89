package issuance;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The databases that certificates are asked for. Everything about them has one length, so that requests have too. */
record Customers(List<Customer> all) {

    static Customers some(int number) {
        return new Customers(IntStream.range(0, number)
                .mapToObj(i -> new Customer(UUID.randomUUID().toString(), "BENCH-%06d".formatted(i), zone(i)))
                .toList());
    }

    /** Padlock finds the zone itself; cfssl has to be told the names. */
    private static String zone(int number) {
        return "%08x".formatted(number);
    }

    record Customer(String uuid, String code, String zone) {

        String wildcard() {
            return "*." + name();
        }

        String name() {
            return zone + ".odoo-iot.com";
        }
    }
}
