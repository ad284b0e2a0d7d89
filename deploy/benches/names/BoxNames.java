package names;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A box's name in each of so many zones: the same at each run. */
final class BoxNames {

    private BoxNames() {}

    static List<String> of(int zones) {
        Random random = new Random(20261122);
        return IntStream.range(0, zones)
                .mapToObj(zone -> "192-168-%d-%d.%08x.odoo-iot.com"
                        .formatted(random.nextInt(256), random.nextInt(1, 255), zone))
                .toList();
    }

    static String address(String name) {
        return name.substring(0, name.indexOf('.')).replace('-', '.');
    }
}
