package io.padlock.provisioning.settings;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings that our mappings read: nobody keeps a list by hand. */
final class KnownSettings {

    private static final String OURS = "padlock.";
    private static final String THE_BOXES = "padlock.box.";
    private static final String ENVIRONMENT = "PADLOCK_";
    private static final String THE_BOXES_ENVIRONMENT = "PADLOCK_BOX_";
    /** What Kubernetes puts into every container's environment for a service whose name begins with "padlock". */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("PADLOCK_.*_SERVICE_(HOST|PORT(_.+)?)|PADLOCK_.*_PORT(_[0-9]+_(TCP|UDP|SCTP)(_.+)?)?");

    private final Set<String> names = new TreeSet<>();

    KnownSettings(Collection<Class<?>> mappings) {
        for (Class<?> mapping : mappings) {
            ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream()
                    .filter(name -> !name.endsWith("[*]"))
                    .forEach(names::add);
        }
    }

    Set<String> names() {
        return names;
    }

    /** @param properties names from files and system properties, ours and others' */
    List<String> complaints(Stream<String> properties, Stream<String> environment) {
        Stream<String> ofProperties = properties
                .map(KnownSettings::withoutProfileAndIndex)
                .filter(name -> name.startsWith(OURS) && !name.startsWith(THE_BOXES) && !names.contains(name))
                .map(name -> complaint(name, names));
        Set<String> variables = new TreeSet<>();
        names.forEach(name -> variables.add(variable(name)));
        Stream<String> ofEnvironment = environment
                .filter(name -> name.startsWith(ENVIRONMENT) && !name.startsWith(THE_BOXES_ENVIRONMENT))
                .filter(name -> !OF_KUBERNETES.matcher(name).matches())
                .filter(name -> !variables.contains(name.replaceFirst("_[0-9]+_$", "")))
                .map(name -> complaint(name, variables));
        return Stream.concat(ofProperties, ofEnvironment).distinct().sorted().toList();
    }

    private static String withoutProfileAndIndex(String name) {
        return name.replaceFirst("^%[^.]+\\.", "").replaceFirst("\\[[0-9]+]$", "");
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String complaint(String unknown, Set<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(name -> distance(unknown, name)))
                .orElseThrow();
        return unknown + " is not a setting of the server; did you mean " + nearest + "?";
    }

    /** Levenshtein's: how many letters have to be added, removed or changed. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
